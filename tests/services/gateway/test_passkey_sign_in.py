"""Signing in with a passkey, and all that lets nobody in."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs
from temporalio.client import Client

from shared.db import Sessions
from tests.fakes.authenticator import Authenticator, Lies, new_key
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.ending import end_mail_workflows
from tests.services.gateway.passkeys import (
    ALL,
    AN_HOUR_AGO,
    LIES,
    SIGN_IN,
    add,
    broken,
    options,
    run,
    send,
    sign_in,
)
from tests.services.gateway.people import email_of, id_of

TICKETS_EXPIRED = "UPDATE single_use_tokens SET expires_at = now()"


@pytest.fixture(autouse=True)
async def end_mails(
    gateway_url: str, sessions: Sessions, temporal: Client
) -> AsyncIterator[None]:
    yield
    await end_mail_workflows(sessions, temporal)


@pytest.fixture
def device(gateway_url: str) -> Authenticator:
    return Authenticator(origin=gateway_url)


async def test_a_passkey_signs_in_without_a_password(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    added = await add(mara, device)

    answer = await sign_in(nobody, device)

    assert added.status_code == 201
    assert added.json()["last_used_at"] is None
    assert answer.status_code == 200
    assert answer.json() == (await mara.get("/api/auth/me")).json()
    assert await email_of(nobody) == await email_of(mara)
    [mine] = (await nobody.get(ALL)).json()["items"]
    assert mine["name"] == "Laptop"
    assert mine["id"] == added.json()["id"]
    assert mine["last_used_at"] is not None


async def test_whoever_signs_in_with_one_has_proved_who_they_are(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await add(mara, device)
    await run(sessions, AN_HOUR_AGO)

    await sign_in(nobody, device)

    assert_problem(await mara.post(f"{ALL}/options"), 403, "reauthentication_required")
    assert (await nobody.post(f"{ALL}/options")).status_code == 200


async def test_a_passkey_is_two_factors_by_itself(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await add(mara, device)
    await run(
        sessions,
        "INSERT INTO totp_credentials (user_id, secret, last_step, created_at)"
        " SELECT id, 'plain:', 0, now() FROM users",
    )

    assert (await sign_in(nobody, device)).status_code == 200


async def test_a_device_that_counts_nothing_signs_in_again_and_again(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    device.counts = False
    await add(mara, device)

    answers = [await sign_in(nobody, device) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize(
    "lies",
    [
        *LIES,
        pytest.param(Lies(kind="webauthn.create"), id="another ceremony"),
        pytest.param(Lies(key=new_key()), id="another key's signature"),
        pytest.param(Lies(user_handle=uuid4().bytes), id="another person"),
        pytest.param(Lies(user_handle=b"short"), id="no person"),
    ],
)
async def test_a_lie_lets_nobody_in(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    lies: Lies,
) -> None:
    await add(mara, device)

    answer = await sign_in(nobody, device, lies)

    assert_problem(answer, 401, "passkey_refused")
    assert "set-cookie" not in answer.headers
    assert_problem(await nobody.get("/api/auth/me"), 401, "not_signed_in")
    assert (await sign_in(nobody, device)).status_code == 200


async def test_a_passkey_opens_no_account_but_its_own(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    nobody: httpx.AsyncClient,
    device: Authenticator,
) -> None:
    other = await new_person()
    await add(mara, device)

    lies = Lies(user_handle=(await id_of(other)).bytes)

    assert_problem(await sign_in(nobody, device, lies), 401, "passkey_refused")


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_a_copied_passkey_is_refused_and_told_of(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    count: int,
) -> None:
    added = (await add(mara, device)).json()
    for _ in range(2):
        assert (await sign_in(nobody, device)).status_code == 200

    with capture_logs() as logs:
        answer = await sign_in(nobody, device, Lies(sign_count=count))

    assert_problem(answer, 401, "passkey_refused")
    [event] = [entry for entry in logs if entry["event"] == "passkey_cloned"]
    assert event["passkey_id"] == added["id"]


async def test_a_count_that_nobody_signed_accuses_nobody(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)
    await sign_in(nobody, device)

    with capture_logs() as logs:
        answer = await sign_in(nobody, device, Lies(sign_count=1, key=new_key()))

    assert_problem(answer, 401, "passkey_refused")
    assert "passkey_cloned" not in [entry["event"] for entry in logs]


async def test_what_was_signed_once_signs_in_once(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    device.counts = False
    await add(mara, device)
    begun = await options(nobody, SIGN_IN)
    signed = device.get(begun["options"])
    body = {"ticket": begun["ticket"], "credential": signed}

    answers = await asyncio.gather(*(nobody.post(SIGN_IN, json=body) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [200, 400, 400]
    assert_problem(await nobody.post(SIGN_IN, json=body), 400, "invalid_token")


async def test_a_challenge_serves_one_try_also_when_it_fails(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)
    begun = await options(nobody, SIGN_IN)
    wrong, right = (
        {
            "ticket": begun["ticket"],
            "credential": device.get(begun["options"], lies),
        }
        for lies in (Lies(is_verified=False), Lies())
    )

    assert_problem(await nobody.post(SIGN_IN, json=wrong), 401, "passkey_refused")
    assert_problem(await nobody.post(SIGN_IN, json=right), 400, "invalid_token")


async def test_what_was_signed_for_one_ticket_is_nothing_for_another(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)
    first, second = [await options(nobody, SIGN_IN) for _ in range(2)]
    signed = device.get(first["options"])

    answer = await nobody.post(
        SIGN_IN, json={"ticket": second["ticket"], "credential": signed}
    )

    assert_problem(answer, 401, "passkey_refused")


async def test_an_expired_ticket_is_worth_nothing(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await add(mara, device)
    to_make, to_use = await options(mara), await options(nobody, SIGN_IN)
    signed = device.get(to_use["options"])
    await run(sessions, TICKETS_EXPIRED)

    made = device.create(to_make["options"])
    used = {"ticket": to_use["ticket"], "credential": signed}

    assert_problem(await send(mara, to_make["ticket"], made), 400, "invalid_token")
    assert_problem(await nobody.post(SIGN_IN, json=used), 400, "invalid_token")


async def test_a_ticket_lives_for_five_minutes(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    await options(mara)
    await options(nobody, SIGN_IN)

    async with sessions() as session:
        lives = await session.execute(
            text(
                "SELECT extract(epoch FROM expires_at - created_at)"
                " FROM single_use_tokens WHERE purpose LIKE 'passkey%'"
            )
        )

    assert [round(float(life)) for life in lives.scalars()] == [300, 300]


async def test_whoever_was_erased_is_not_let_in(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await add(mara, device)
    await run(sessions, "UPDATE users SET erased_at = now()")

    assert_problem(await sign_in(nobody, device), 401, "passkey_refused")


async def test_one_address_has_so_many_tries(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await add(mara, device)
    begun = await options(nobody, SIGN_IN)
    await run(sessions, "UPDATE rate_buckets SET tokens = 0")

    refused = await nobody.post(f"{SIGN_IN}/options")

    assert_problem(refused, 429, "rate_limited")
    assert int(refused.headers["retry-after"]) > 0
    # What was begun may be ended, and gives its try back.
    body = {"ticket": begun["ticket"], "credential": device.get(begun["options"])}
    assert (await nobody.post(SIGN_IN, json=body)).status_code == 200
    assert (await nobody.post(f"{SIGN_IN}/options")).status_code == 200


async def test_what_is_no_credential_is_refused_and_breaks_nothing(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)
    whole = device.get((await options(nobody, SIGN_IN))["options"])

    for spoilt in broken(whole):
        begun = await options(nobody, SIGN_IN)
        body = {"ticket": begun["ticket"], "credential": spoilt}
        assert_problem(await nobody.post(SIGN_IN, json=body), 401, "passkey_refused")


async def test_logs_tell_who_but_not_with_what(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    with capture_logs() as logs:
        begun = await options(mara)
        made = device.create(begun["options"])
        await send(mara, begun["ticket"], made)
        await sign_in(nobody, device, Lies(is_verified=False))
        await sign_in(nobody, device)

    said = str(logs)
    events = [entry["event"] for entry in logs]
    assert "passkey_added" in events
    assert "passkey_used" in events
    for secret in (begun["ticket"], made["id"], await email_of(mara)):
        assert secret not in said
