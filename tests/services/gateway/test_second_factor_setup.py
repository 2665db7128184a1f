"""Setting up an authenticator and codes on paper, changing them, taking them away."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from uuid import uuid4

import httpx
import pyotp
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import SQLModel, select
from structlog.testing import capture_logs
from temporalio.client import Client

from services.gateway.second_factor.codes import matching_step
from services.gateway.settings import GatewaySettings
from shared.db import Sessions
from shared.models.mail import Mail, MailPurpose
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    SealingSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD, NewPerson
from tests.services.gateway.ending import end_mail_workflows
from tests.services.gateway.factors import (
    FACTOR,
    Authenticator,
    begin,
    confirm,
    first_step,
    second_step,
    set_up,
)
from tests.services.gateway.people import api_key_of, email_of, sign_in
from tests.services.gateway.serving import serving

KEY = SecretStr(Fernet.generate_key().decode())
AN_HOUR_AGO = "UPDATE sessions SET authenticated_at = now() - interval '1 hour'"


@pytest.fixture(autouse=True)
async def end_mails(
    gateway_url: str, sessions: Sessions, temporal: Client
) -> AsyncIterator[None]:
    yield
    await end_mail_workflows(sessions, temporal)


@pytest.fixture
def settings(
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
) -> GatewaySettings:
    """Of a gateway in production, without a key."""
    return GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=temporal_settings,
        web=WebSettings(environment="production"),
        sealing=SealingSettings(),
    )


async def run(sessions: Sessions, statement: str) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement))


async def told(sessions: Sessions) -> list[str]:
    """To whom mails go that say that a way of signing in was changed."""
    async with sessions() as session:
        mails = await session.exec(
            select(Mail.address).where(Mail.purpose == MailPurpose.SIGN_IN_CHANGED)
        )
        return list(mails.all())


def with_key(settings: GatewaySettings) -> GatewaySettings:
    return replace(settings, sealing=SealingSettings(encryption_key=KEY))


def browser(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=30)


async def sign_up(client: httpx.AsyncClient) -> None:
    email = f"{uuid4().hex}@example.org"
    body = {"email": email, "password": PASSWORD, "name": "Mara"}
    assert (await client.post("/api/auth/sign-up", json=body)).status_code == 201


async def dump(sessions: Sessions) -> str:
    """All that the database holds, as text."""
    async with sessions() as session:
        rows = [
            row
            for table in SQLModel.metadata.sorted_tables
            for row in await session.scalars(
                text(f'SELECT "{table.name}"::text FROM "{table.name}"')  # noqa: S608
            )
        ]
    return "\n".join(rows)


async def is_enabled(client: httpx.AsyncClient) -> bool:
    enabled: bool = (await client.get(FACTOR)).json()["enabled"]
    return enabled


async def test_without_one_a_password_is_enough(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    assert (await mara.get(FACTOR)).json() == {
        "enabled": False,
        "recovery_codes_left": 0,
        "passkeys": 0,
    }
    assert (await sign_in(nobody, await email_of(mara))).status_code == 200


async def test_the_secret_is_one_that_authenticators_take(
    mara: httpx.AsyncClient,
) -> None:
    begun = await begin(mara)

    read = pyotp.parse_uri(begun["otpauth_url"])

    assert isinstance(read, pyotp.TOTP)
    assert read.secret == begun["secret"]
    assert len(read.byte_secret()) == 20
    assert (read.digits, read.interval, read.issuer) == (6, 30, "MusicGenerator")
    assert read.name == await email_of(mara)


async def test_nothing_changes_until_a_code_confirms_it(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    begun = await begin(mara)
    phone = Authenticator(secret=begun["secret"], recovery_codes=[])

    answer = await confirm(mara, begun["ticket"], phone.wrong_code())

    assert_problem(answer, 400, "wrong_code", field="code")
    assert answer.json()["attempts_left"] == 4
    assert not await is_enabled(mara)
    assert (await sign_in(nobody, await email_of(mara))).status_code == 200
    assert await told(sessions) == []
    assert (await confirm(mara, begun["ticket"], phone.code())).status_code == 200


async def test_confirming_it_gives_ten_codes_for_paper_and_tells_by_mail(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    phone = await set_up(mara)

    assert len(set(phone.recovery_codes)) == 10
    assert all(
        re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){5}", code)
        for code in phone.recovery_codes
    )
    assert (await mara.get(FACTOR)).json()["recovery_codes_left"] == 10
    assert await told(sessions) == [await email_of(mara)]


async def test_confirming_it_ends_other_sessions_and_renews_this_one(
    mara: httpx.AsyncClient, new_client: Callable[[], httpx.AsyncClient]
) -> None:
    elsewhere, thief = new_client(), new_client()
    await sign_in(elsewhere, await email_of(mara))
    thief.cookies = httpx.Cookies(mara.cookies)

    await set_up(mara)

    assert (await mara.get("/api/auth/me")).status_code == 200
    for ended in (elsewhere, thief):
        assert_problem(await ended.get("/api/auth/me"), 401, "not_signed_in")


async def test_a_set_up_is_confirmed_once(mara: httpx.AsyncClient) -> None:
    begun = await begin(mara)
    phone = Authenticator(secret=begun["secret"], recovery_codes=[])
    await confirm(mara, begun["ticket"], phone.code())

    again = await confirm(mara, begun["ticket"], phone.code(steps_from_now=1))

    assert_problem(again, 400, "invalid_token")


async def test_five_wrong_codes_end_a_set_up(mara: httpx.AsyncClient) -> None:
    begun = await begin(mara)
    phone = Authenticator(secret=begun["secret"], recovery_codes=[])
    for _ in range(5):
        await confirm(mara, begun["ticket"], phone.wrong_code())

    late = await confirm(mara, begun["ticket"], phone.code())

    assert_problem(late, 400, "invalid_token")


async def test_only_the_last_set_up_counts(mara: httpx.AsyncClient) -> None:
    first = await begin(mara)
    await begin(mara)

    answer = await confirm(mara, first["ticket"], pyotp.TOTP(first["secret"]).now())

    assert_problem(answer, 400, "invalid_token")


async def test_an_expired_set_up_is_over(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    begun = await begin(mara)
    await run(sessions, "UPDATE single_use_tokens SET expires_at = now()")

    answer = await confirm(mara, begun["ticket"], pyotp.TOTP(begun["secret"]).now())

    assert_problem(answer, 400, "invalid_token")
    assert not await is_enabled(mara)


async def test_a_set_up_of_somebody_else_stays_theirs(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    thief = await new_person()
    begun = await begin(mara)
    code = pyotp.TOTP(begun["secret"]).now()

    stolen = await confirm(thief, begun["ticket"], code)

    assert_problem(stolen, 400, "invalid_token")
    assert not await is_enabled(thief)
    assert (await confirm(mara, begun["ticket"], code)).status_code == 200


async def test_there_is_one_authenticator_at_a_time(mara: httpx.AsyncClient) -> None:
    await set_up(mara)

    assert_problem(await mara.post(f"{FACTOR}/totp"), 409, "second_factor_on")


async def test_a_set_up_begun_before_another_was_confirmed_changes_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    begun = await begin(mara)
    await run(
        sessions,
        "INSERT INTO totp_credentials (user_id, secret, last_step, created_at)"
        " SELECT id, 'plain:', 0, now() FROM users",
    )

    answer = await confirm(mara, begun["ticket"], pyotp.TOTP(begun["secret"]).now())

    assert_problem(answer, 409, "second_factor_on")
    assert (await mara.get(FACTOR)).json()["recovery_codes_left"] == 0


async def test_once_removed_a_password_is_enough_again(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    phone = await set_up(mara)
    email = await email_of(mara)
    ticket = await first_step(nobody, email)

    removed = await mara.delete(f"{FACTOR}/totp")

    assert removed.status_code == 204
    state = (await mara.get(FACTOR)).json()
    assert state == {"enabled": False, "recovery_codes_left": 0, "passkeys": 0}
    late = await second_step(nobody, ticket, phone.recovery_codes[0])
    assert_problem(late, 400, "invalid_token")
    assert (await sign_in(nobody, email)).status_code == 200
    assert await told(sessions) == [email, email]
    again = await mara.delete(f"{FACTOR}/totp")
    assert_problem(again, 409, "second_factor_off")


async def test_a_ticket_from_before_a_removal_is_worthless_ever_after(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    await set_up(mara)
    ticket = await first_step(nobody, await email_of(mara))
    await mara.delete(f"{FACTOR}/totp")
    phone = await set_up(mara)

    answer = await second_step(nobody, ticket, phone.recovery_codes[0])

    assert_problem(answer, 400, "invalid_token")


async def test_new_codes_for_paper_make_the_old_ones_worthless(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    phone = await set_up(mara)
    email = await email_of(mara)

    answer = await mara.post(f"{FACTOR}/recovery-codes")

    new = answer.json()["recovery_codes"]
    assert len({*new, *phone.recovery_codes}) == 20
    old = await second_step(
        nobody, await first_step(nobody, email), phone.recovery_codes[0]
    )
    assert_problem(old, 400, "wrong_code")
    fresh = await second_step(nobody, await first_step(nobody, email), new[0])
    assert fresh.status_code == 200
    assert await told(sessions) == [email, email]


async def test_there_are_no_codes_for_paper_alone(mara: httpx.AsyncClient) -> None:
    answer = await mara.post(f"{FACTOR}/recovery-codes")

    assert_problem(answer, 409, "second_factor_off")


async def test_one_person_s_second_factor_is_nobody_else_s(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    other = await new_person()
    await set_up(mara)

    assert not await is_enabled(other)
    removed = await other.delete(f"{FACTOR}/totp")
    assert_problem(removed, 409, "second_factor_off")
    assert await is_enabled(mara)


async def test_it_is_changed_only_by_whoever_has_just_proved_who_they_are(
    mara: httpx.AsyncClient, new_person: NewPerson, sessions: Sessions
) -> None:
    other = await new_person()
    begun = await begin(other)
    await set_up(mara)
    await run(sessions, AN_HOUR_AGO)

    answers = [
        await mara.delete(f"{FACTOR}/totp"),
        await mara.post(f"{FACTOR}/recovery-codes"),
        await other.post(f"{FACTOR}/totp"),
        await confirm(other, begun["ticket"], pyotp.TOTP(begun["secret"]).now()),
    ]

    for answer in answers:
        assert_problem(answer, 403, "reauthentication_required")
    assert await is_enabled(mara)
    assert not await is_enabled(other)


async def test_a_program_has_no_part_in_it(
    mara: httpx.AsyncClient,
    new_client: Callable[[], httpx.AsyncClient],
    sessions: Sessions,
) -> None:
    program = new_client()
    program.headers["Authorization"] = f"Bearer {await api_key_of(mara, sessions)}"

    assert_problem(await program.get(FACTOR), 403, "session_required")
    assert_problem(await program.post(f"{FACTOR}/totp"), 403, "session_required")


async def test_with_a_key_a_dump_holds_nothing_that_signs_in(
    settings: GatewaySettings, sessions: Sessions
) -> None:
    async with serving(with_key(settings)) as url, browser(url) as mara:
        await sign_up(mara)
        phone = await set_up(mara)
        ticket = await first_step(mara, await email_of(mara))
        async with browser(url) as other:
            await sign_up(other)
            begun = await begin(other)
        stored = await dump(sessions)

    grouped = phone.recovery_codes
    codes = [*grouped, *(code.replace("-", "") for code in grouped)]
    secrets = (phone.secret, ticket, begun["secret"], begun["ticket"], *codes)
    assert [each for each in secrets if each in stored] == []
    assert "plain:" not in stored
    assert stored.count("gAAAA") == 2


async def test_what_was_stored_without_a_key_works_with_one_and_is_sealed_by_use(
    settings: GatewaySettings, sessions: Sessions
) -> None:
    async with serving(settings) as url, browser(url) as mara:
        await sign_up(mara)
        email = await email_of(mara)
        phone = await set_up(mara)
        plain = await dump(sessions)
    async with serving(with_key(settings)) as url, browser(url) as mara:
        ticket = await first_step(mara, email)
        answer = await second_step(mara, ticket, phone.code(steps_from_now=1))
        sealed = await dump(sessions)

    assert f"plain:{phone.secret}" in plain
    assert answer.status_code == 200
    assert phone.secret not in sealed


@pytest.mark.parametrize(
    ("environment", "has_key", "warnings"),
    [("production", False, 1), ("production", True, 0), ("development", False, 0)],
)
async def test_a_gateway_in_production_says_that_it_has_no_key(
    settings: GatewaySettings, environment: str, has_key: bool, warnings: int
) -> None:
    chosen = replace(settings, web=WebSettings(environment=environment))

    with capture_logs() as logs:
        async with (
            serving(with_key(chosen) if has_key else chosen) as url,
            browser(url) as anybody,
        ):
            assert (await anybody.get("/livez")).status_code == 200

    events = [entry["event"] for entry in logs]
    assert events.count("secrets_unsealed") == warnings


def test_codes_of_the_step_before_and_after_are_taken_and_no_others() -> None:
    secret, now = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1_800_000_015.0
    step = 60_000_000

    near = {
        steps: matching_step(
            secret,
            pyotp.TOTP(secret).at(int(now), counter_offset=steps),
            now=now,
        )
        for steps in range(-3, 4)
    }

    assert near == {
        -3: None,
        -2: None,
        -1: step - 1,
        0: step,
        1: step + 1,
        2: None,
        3: None,
    }
