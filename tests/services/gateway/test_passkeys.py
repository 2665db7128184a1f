"""A person's passkeys: adding, naming and removing them, and what is not one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import UUID

import cbor2
import httpx
import pytest
from sqlalchemy import text
from sqlmodel import col, delete, select
from temporalio.client import Client
from webauthn.helpers import base64url_to_bytes

from services.gateway.passkeys.ceremonies import RelyingParty
from shared.db import Sessions
from shared.models.mail import Mail, MailPurpose
from shared.models.passkey import Passkey
from shared.settings import WebSettings
from tests.fakes.authenticator import Authenticator, Lies
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.ending import end_mail_workflows
from tests.services.gateway.locks import waiting_for_a_lock
from tests.services.gateway.passkeys import (
    ALL,
    AN_HOUR_AGO,
    LIES,
    SIGN_IN,
    add,
    broken,
    names,
    options,
    run,
    send,
    sign_in,
    without,
)
from tests.services.gateway.people import api_key_of, email_of, id_of


@pytest.fixture(autouse=True)
async def end_mails(
    gateway_url: str, sessions: Sessions, temporal: Client
) -> AsyncIterator[None]:
    yield
    await end_mail_workflows(sessions, temporal)


@pytest.fixture
def device(gateway_url: str) -> Authenticator:
    return Authenticator(origin=gateway_url)


async def told(sessions: Sessions) -> int:
    """How many mails say that a way of signing in was changed."""
    async with sessions() as session:
        mails = await session.exec(
            select(Mail).where(Mail.purpose == MailPurpose.SIGN_IN_CHANGED)
        )
        return len(mails.all())


async def test_a_device_is_asked_to_check_its_person_and_to_keep_the_passkey(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)

    to_make = (await options(mara))["options"]
    to_use = (await options(nobody, SIGN_IN))["options"]

    assert to_make["rp"]["id"] == to_use["rpId"] == "127.0.0.1"
    assert to_make["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert base64url_to_bytes(to_make["user"]["id"]) == (await id_of(mara)).bytes
    assert [
        base64url_to_bytes(known["id"]) for known in to_make["excludeCredentials"]
    ] == [device.passkeys[0].id]
    assert to_use["userVerification"] == "required"
    # Nobody is named, so that nobody can ask who has an account.
    assert to_use["allowCredentials"] == []


@pytest.mark.parametrize("lies", [*LIES, pytest.param(Lies(kind="webauthn.get"))])
async def test_a_passkey_that_was_not_rightly_made_is_not_added(
    mara: httpx.AsyncClient, device: Authenticator, lies: Lies, sessions: Sessions
) -> None:
    answer = await add(mara, device, lies)

    assert_problem(answer, 400, "passkey_unusable", field="credential")
    assert await names(mara) == []
    assert await told(sessions) == 0


async def test_a_ticket_to_add_one_is_used_once(
    mara: httpx.AsyncClient, device: Authenticator
) -> None:
    begun = await options(mara)

    first = await send(mara, begun["ticket"], device.create(begun["options"]))
    again = await send(mara, begun["ticket"], device.create(begun["options"]))

    assert first.status_code == 201
    assert_problem(again, 400, "invalid_token")
    assert await names(mara) == ["Laptop"]


async def test_a_ticket_of_somebody_else_adds_nothing_and_stays_theirs(
    mara: httpx.AsyncClient, new_person: NewPerson, device: Authenticator
) -> None:
    thief = await new_person()
    begun = await options(mara)
    made = device.create(begun["options"])

    stolen = await send(thief, begun["ticket"], made)

    assert_problem(stolen, 400, "invalid_token")
    assert await names(thief) == []
    assert (await send(mara, begun["ticket"], made)).status_code == 201


async def test_a_ticket_serves_its_own_purpose_only(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, device: Authenticator
) -> None:
    await add(mara, device)
    to_make, to_use = await options(mara), await options(nobody, SIGN_IN)
    challenge = base64url_to_bytes(to_use["options"]["challenge"])

    made = device.create(to_make["options"], Lies(challenge=challenge))

    assert_problem(await send(mara, to_use["ticket"], made), 400, "invalid_token")


async def test_a_passkey_is_added_once_and_by_one_person(
    mara: httpx.AsyncClient, new_person: NewPerson, device: Authenticator
) -> None:
    other = await new_person()
    await add(mara, device)

    answers = []
    for person in (mara, other):
        begun = await options(person)
        again = device.attest(device.passkeys[0], begun["options"])
        answers.append(await send(person, begun["ticket"], again))

    for answer in answers:
        assert_problem(answer, 409, "passkey_known")
    assert await names(mara) == ["Laptop"]
    assert await names(other) == []


async def test_a_person_has_twenty_at_most(
    mara: httpx.AsyncClient, device: Authenticator, sessions: Sessions
) -> None:
    begun, mara_id = await options(mara), await id_of(mara)
    async with sessions.begin() as session:
        session.add_all(
            Passkey(
                user_id=mara_id,
                name=f"Key {number}",
                credential_id=bytes([number]),
                public_key=b"",
                sign_count=0,
                transports=[],
            )
            for number in range(20)
        )

    late = await send(mara, begun["ticket"], device.create(begun["options"]))

    assert_problem(late, 409, "too_many_passkeys")
    assert late.json()["limit"] == 20
    assert_problem(await mara.post(f"{ALL}/options"), 409, "too_many_passkeys")
    assert len(await names(mara)) == 20


async def test_a_removed_passkey_opens_nothing(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    passkey = (await add(mara, device)).json()

    removed = await mara.delete(f"{ALL}/{passkey['id']}")

    assert removed.status_code == 204
    assert await names(mara) == []
    assert_problem(await sign_in(nobody, device), 401, "passkey_refused")
    assert await told(sessions) == 2
    again = await mara.delete(f"{ALL}/{passkey['id']}")
    assert_problem(again, 404, "not_found")
    assert await told(sessions) == 2


async def test_the_mails_go_to_the_person_who_changed_something(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    await new_person()
    await add(mara, device)

    async with sessions() as session:
        statement = select(Mail).where(Mail.purpose == MailPurpose.SIGN_IN_CHANGED)
        [mail] = (await session.exec(statement)).all()

    assert mail.address == await email_of(mara)
    assert mail.user_id == await id_of(mara)


async def test_a_passkey_of_somebody_else_does_not_exist(
    mara: httpx.AsyncClient, new_person: NewPerson, device: Authenticator
) -> None:
    other = await new_person()
    passkey = (await add(mara, device)).json()
    path = f"{ALL}/{passkey['id']}"

    assert await names(other) == []
    assert_problem(await other.delete(path), 404, "not_found")
    assert_problem(await other.patch(path, json={"name": "Mine"}), 404, "not_found")
    assert await names(mara) == ["Laptop"]


async def test_a_passkey_can_be_called_otherwise(
    mara: httpx.AsyncClient, device: Authenticator
) -> None:
    path = f"{ALL}/{(await add(mara, device)).json()['id']}"

    renamed = await mara.patch(path, json={"name": " Telephone "})
    refused = await mara.patch(path, json={"name": ""})

    assert renamed.json()["name"] == "Telephone"
    assert_problem(refused, 422, "invalid_request", field="name")
    assert await names(mara) == ["Telephone"]


NO_PASSWORD = "UPDATE users SET password_hash = NULL"


async def test_the_last_way_in_stays(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    path = f"{ALL}/{(await add(mara, device)).json()['id']}"
    await run(sessions, NO_PASSWORD)

    answer = await mara.delete(path)

    assert_problem(answer, 409, "last_way_in")
    assert (await sign_in(nobody, device)).status_code == 200
    assert await told(sessions) == 1


async def test_of_the_last_two_ways_in_one_stays_however_they_race(
    mara: httpx.AsyncClient, device: Authenticator, sessions: Sessions
) -> None:
    first, second = [(await add(mara, device)).json()["id"] for _ in range(2)]
    await run(sessions, NO_PASSWORD)

    async with sessions.begin() as session:
        # As a removal does that has come this far.
        await session.execute(text("SELECT id FROM users FOR UPDATE"))
        await session.execute(delete(Passkey).where(col(Passkey.id) == UUID(first)))
        removing = asyncio.create_task(mara.delete(f"{ALL}/{second}"))
        await waiting_for_a_lock(sessions)

    assert_problem(await removing, 409, "last_way_in")
    assert len(await names(mara)) == 1


async def test_a_provider_that_is_not_set_up_is_no_way_in(
    mara: httpx.AsyncClient, device: Authenticator, sessions: Sessions
) -> None:
    path = f"{ALL}/{(await add(mara, device)).json()['id']}"
    await run(sessions, NO_PASSWORD)
    await run(
        sessions,
        "INSERT INTO oauth_accounts (issuer, subject, provider, user_id, created_at)"
        " SELECT 'https://gone.example', '1', 'gone', id, now() FROM users",
    )

    assert_problem(await mara.delete(path), 409, "last_way_in")


async def test_passkeys_are_changed_only_by_whoever_has_just_proved_who_they_are(
    mara: httpx.AsyncClient,
    device: Authenticator,
    sessions: Sessions,
) -> None:
    passkey = (await add(mara, device)).json()
    begun = await options(mara)
    made = device.create(begun["options"])
    await run(sessions, AN_HOUR_AGO)

    answers = [
        await mara.post(f"{ALL}/options"),
        await send(mara, begun["ticket"], made),
        await mara.delete(f"{ALL}/{passkey['id']}"),
    ]

    for answer in answers:
        assert_problem(answer, 403, "reauthentication_required")
    assert await names(mara) == ["Laptop"]


async def test_a_program_does_not_see_passkeys(
    mara: httpx.AsyncClient,
    new_client: Callable[[], httpx.AsyncClient],
    sessions: Sessions,
) -> None:
    program = new_client()
    program.headers["Authorization"] = f"Bearer {await api_key_of(mara, sessions)}"

    assert_problem(await program.get(ALL), 403, "session_required")
    assert_problem(await program.post(f"{ALL}/options"), 403, "session_required")


async def test_what_is_no_new_passkey_is_refused_and_breaks_nothing(
    mara: httpx.AsyncClient, device: Authenticator
) -> None:
    begun = await options(mara)
    made = device.create(begun["options"])
    harmless = without(made, "response", "transports")

    for spoilt in (each for each in broken(made) if each != harmless):
        begun = await options(mara)
        answer = await send(mara, begun["ticket"], spoilt)
        assert_problem(answer, 400, "passkey_unusable")
    assert await names(mara) == []


NO_POINT = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}


def packed(**statement: object) -> dict[str, object]:
    return {"fmt": "packed", "attStmt": {"alg": -7, "sig": b"s", **statement}}


# Each makes the library stumble in another way.
@pytest.mark.parametrize(
    "lies",
    [
        pytest.param(Lies(public_key=NO_POINT), id="a point beside the curve"),
        pytest.param(Lies(public_key={1: 2}), id="half a key"),
        pytest.param(Lies(public_key="x"), id="a word for a key"),
        pytest.param(Lies(attestation={"authData": 1}), id="a number for data"),
        pytest.param(Lies(attestation={"fmt": "unheard-of"}), id="no known format"),
        pytest.param(Lies(attestation=packed(x5c=[b"c"])), id="no certificate"),
        pytest.param(Lies(attestation=packed(x5c={1: 1})), id="no list of them"),
        pytest.param(
            Lies(attestation={"attStmt": {"alg": cbor2.CBORSimpleValue(99)}}),
            id="a value that nobody knows",
        ),
        pytest.param(
            Lies(attestation={"fmt": "android-safetynet", "attStmt": {"response": 1}}),
            id="a number for a statement",
        ),
    ],
)
async def test_bytes_that_are_no_passkey_are_refused(
    mara: httpx.AsyncClient, device: Authenticator, lies: Lies
) -> None:
    assert_problem(await add(mara, device, lies), 400, "passkey_unusable")
    assert await names(mara) == []


@pytest.mark.parametrize("field", ["ticket", "name", "credential"])
async def test_a_field_that_is_missing_is_named(
    mara: httpx.AsyncClient, device: Authenticator, field: str
) -> None:
    body = {"ticket": "t", "name": "n", "credential": {}}

    answer = await mara.post(ALL, json={k: v for k, v in body.items() if k != field})

    assert_problem(answer, 422, "invalid_request", field=field)


@pytest.mark.parametrize(
    ("public_url", "site", "origin"),
    [
        ("https://songs.example", "songs.example", "https://songs.example"),
        ("https://Songs.Example:443/", "songs.example", "https://songs.example"),
        ("https://songs.example:8443", "songs.example", "https://songs.example:8443"),
        ("http://localhost:8000/", "localhost", "http://localhost:8000"),
        ("http://localhost:80", "localhost", "http://localhost"),
    ],
)
def test_devices_know_us_by_the_public_address(
    public_url: str, site: str, origin: str
) -> None:
    party = RelyingParty.of(WebSettings(public_url=public_url))

    assert party == RelyingParty(id=site, origin=origin)
