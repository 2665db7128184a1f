"""The second step of signing in: codes of an authenticator, and codes on paper."""

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs
from temporalio.client import Client

from shared.db import Sessions
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.ending import end_mail_workflows
from tests.services.gateway.factors import (
    FACTOR,
    Authenticator,
    begin,
    first_step,
    let_time_pass,
    second_step,
    set_up,
)
from tests.services.gateway.people import email_of


@pytest.fixture(autouse=True)
async def end_mails(
    gateway_url: str, sessions: Sessions, temporal: Client
) -> AsyncIterator[None]:
    yield
    await end_mail_workflows(sessions, temporal)


@pytest.fixture
async def phone(mara: httpx.AsyncClient, sessions: Sessions) -> Authenticator:
    """Mara's, set up some minutes ago."""
    authenticator = await set_up(mara)
    await let_time_pass(sessions)
    return authenticator


@pytest.fixture
async def ticket(
    phone: Authenticator, mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> str:
    """What Mara's password gives, in a browser that is not signed in."""
    return await first_step(nobody, await email_of(mara))


async def test_a_password_is_not_enough_and_a_code_is(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
) -> None:
    half = await nobody.get("/api/auth/me")

    answer = await second_step(nobody, ticket, phone.code())

    assert_problem(half, 401, "not_signed_in")
    assert answer.status_code == 200
    assert answer.json() == (await mara.get("/api/auth/me")).json()
    assert await email_of(nobody) == await email_of(mara)


async def test_whoever_passes_has_just_proved_who_they_are(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    await second_step(nobody, ticket, phone.code())

    assert (await nobody.delete(f"{FACTOR}/totp")).status_code == 204


async def test_a_ticket_is_used_up_by_success(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    await second_step(nobody, ticket, phone.code())

    again = await second_step(nobody, ticket, phone.recovery_codes[0])

    assert_problem(again, 400, "invalid_token")


async def test_the_code_that_set_it_up_does_not_sign_in(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    begun = await begin(mara)
    phone = Authenticator(secret=begun["secret"], recovery_codes=[])
    used = phone.code()
    await mara.post(
        f"{FACTOR}/totp/confirm", json={"ticket": begun["ticket"], "code": used}
    )

    answer = await second_step(
        nobody, await first_step(nobody, await email_of(mara)), used
    )

    assert_problem(answer, 400, "wrong_code", field="code")


async def test_a_code_signs_in_once_and_the_next_one_again(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
) -> None:
    code = phone.code()
    assert (await second_step(nobody, ticket, code)).status_code == 200

    again = await second_step(
        nobody, await first_step(nobody, await email_of(mara)), code
    )
    after = await second_step(
        nobody,
        await first_step(nobody, await email_of(mara)),
        phone.code(steps_from_now=1),
    )

    assert_problem(again, 400, "wrong_code")
    assert after.status_code == 200


async def test_a_code_before_the_last_one_taken_is_worthless(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
) -> None:
    earlier = phone.code()
    later = phone.code(steps_from_now=1)
    assert (await second_step(nobody, ticket, later)).status_code == 200

    answer = await second_step(
        nobody, await first_step(nobody, await email_of(mara)), earlier
    )

    assert_problem(answer, 400, "wrong_code")


@pytest.mark.parametrize("kind", ["totp", "recovery_code"])
async def test_of_those_who_race_with_one_code_one_gets_in(
    mara: httpx.AsyncClient,
    new_client: Callable[[], httpx.AsyncClient],
    phone: Authenticator,
    kind: str,
) -> None:
    code = phone.code() if kind == "totp" else phone.recovery_codes[0]
    browsers = [new_client() for _ in range(4)]
    email = await email_of(mara)
    tickets = [await first_step(browser, email) for browser in browsers]

    answers = await asyncio.gather(
        *(
            second_step(browser, ticket, code)
            for browser, ticket in zip(browsers, tickets, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]


async def test_of_those_who_race_with_one_ticket_one_gets_in(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    answers = await asyncio.gather(
        *(second_step(nobody, ticket, code) for code in phone.recovery_codes[:3])
    )

    assert sorted(answer.status_code for answer in answers) == [200, 400, 400]


async def test_five_wrong_codes_end_a_ticket(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    wrong = [await second_step(nobody, ticket, phone.wrong_code()) for _ in range(5)]

    assert [answer.json()["attempts_left"] for answer in wrong] == [4, 3, 2, 1, 0]
    late = await second_step(nobody, ticket, phone.code())
    assert_problem(late, 400, "invalid_token")


async def test_four_wrong_codes_do_not(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    for _ in range(4):
        await second_step(nobody, ticket, phone.wrong_code())

    assert (await second_step(nobody, ticket, phone.code())).status_code == 200


async def test_wrong_codes_that_race_are_all_counted(
    nobody: httpx.AsyncClient, phone: Authenticator, ticket: str
) -> None:
    wrong = phone.wrong_code()

    answers = await asyncio.gather(
        *(second_step(nobody, ticket, wrong) for _ in range(6))
    )

    codes = sorted(answer.json()["code"] for answer in answers)
    assert codes == ["invalid_token", *["wrong_code"] * 5]


async def test_an_account_has_ten_wrong_codes_whatever_the_ticket(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, phone: Authenticator
) -> None:
    email = await email_of(mara)
    for _ in range(2):
        ticket = await first_step(nobody, email)
        for _ in range(5):
            await second_step(nobody, ticket, phone.wrong_code())

    answer = await second_step(nobody, await first_step(nobody, email), phone.code())

    assert_problem(answer, 429, "rate_limited")
    assert int(answer.headers["retry-after"]) > 0


async def test_right_codes_count_for_nothing(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, phone: Authenticator
) -> None:
    email = await email_of(mara)
    for code in phone.recovery_codes:
        ticket = await first_step(nobody, email)
        assert (await second_step(nobody, ticket, code)).status_code == 200

    ticket = await first_step(nobody, email)
    assert (await second_step(nobody, ticket, phone.code())).status_code == 200


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(str, id="as shown"),
        pytest.param(str.lower, id="in small letters"),
        pytest.param(lambda code: code.replace("-", ""), id="without dashes"),
        pytest.param(lambda code: f" {code.replace('-', ' ')} ", id="with spaces"),
    ],
)
async def test_a_code_on_paper_signs_in_however_it_is_written(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
    written: Callable[[str], str],
) -> None:
    answer = await second_step(nobody, ticket, written(phone.recovery_codes[3]))

    assert answer.status_code == 200
    state = (await mara.get(FACTOR)).json()
    assert state == {"enabled": True, "recovery_codes_left": 9, "passkeys": 0}


async def test_a_code_on_paper_works_once(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
) -> None:
    code = phone.recovery_codes[0]
    await second_step(nobody, ticket, code)

    again = await second_step(
        nobody, await first_step(nobody, await email_of(mara)), code
    )

    assert_problem(again, 400, "wrong_code")


async def test_a_code_of_somebody_else_is_wrong(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    nobody: httpx.AsyncClient,
    ticket: str,
) -> None:
    other = await new_person()
    others_phone = await set_up(other)

    answer = await second_step(nobody, ticket, others_phone.recovery_codes[0])

    assert_problem(answer, 400, "wrong_code")
    assert (await other.get(FACTOR)).json()["recovery_codes_left"] == 10


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE single_use_tokens SET expires_at = now()",
        "UPDATE single_use_tokens SET purpose = 'totp_setup'",
        "UPDATE users SET erased_at = now()",
        "DELETE FROM totp_credentials",
    ],
)
async def test_a_ticket_that_is_none_lets_nobody_in(
    nobody: httpx.AsyncClient,
    phone: Authenticator,
    ticket: str,
    sessions: Sessions,
    change: str,
) -> None:
    async with sessions.begin() as session:
        await session.execute(text(change))

    answer = await second_step(nobody, ticket, phone.code())

    assert_problem(answer, 400, "invalid_token")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [
        {"ticket": "t"},
        {"code": "1"},
        {"ticket": "t", "code": ""},
        {"ticket": "t" * 201},
    ],
)
async def test_what_is_no_second_step_is_refused(
    nobody: httpx.AsyncClient, body: dict[str, str]
) -> None:
    answer = await nobody.post("/api/auth/sign-in/second-factor", json=body)

    assert_problem(answer, 422, "invalid_request")


@pytest.mark.parametrize("code", ["١٢٣٤٥٦", "½", "\x00", "-", "12345", "1234567"])
async def test_a_strange_code_is_a_wrong_code(
    nobody: httpx.AsyncClient, ticket: str, code: str
) -> None:
    assert_problem(await second_step(nobody, ticket, code), 400, "wrong_code")


async def test_logs_tell_who_but_not_with_what(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    with capture_logs() as logs:
        phone = await set_up(mara)
        ticket = await first_step(nobody, await email_of(mara))
        wrong, right = phone.wrong_code(), phone.code(steps_from_now=1)
        await second_step(nobody, ticket, wrong)
        await second_step(nobody, ticket, right)

    said = str(logs)
    assert "second_factor_refused" in said
    assert "second_factor_passed" in said
    secrets = (ticket, phone.secret, wrong, right, await email_of(mara))
    assert [each for each in (*secrets, *phone.recovery_codes) if each in said] == []
