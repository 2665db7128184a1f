"""Forged, stolen and repeated steps; where a browser is led; what is logged."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import structlog
from sqlalchemy import text

from shared.db import Sessions
from tests.fakes.oidc_provider import (
    FakeProvider,
)
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.oauth.walking import (
    PERSON,
    asked_of,
    change,
    count,
    go_there,
    start,
    walk,
)

NewClient = Callable[[], httpx.AsyncClient]


async def test_a_state_that_was_never_given_is_worth_nothing(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    back = await go_there(nobody)
    forged = {**asked_of(back), "state": "forged"}

    answer = await nobody.get(f"{back.partition('?')[0]}?{urlencode(forged)}")

    assert_problem(answer, 400, "sign_in_expired")
    assert acme.asked["/token"] == 0


async def test_a_callback_out_of_nowhere_is_refused(
    nobody: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    for query in ("", "?code=x", "?state=", "?error=access_denied"):
        with subtests.test(query):
            answer = await nobody.get(f"/api/auth/oauth/acme/callback{query}")
            assert_problem(answer, 400, "sign_in_expired")


async def test_a_state_works_once(nobody: httpx.AsyncClient) -> None:
    back = await go_there(nobody)
    assert (await nobody.get(back)).status_code == 303

    assert_problem(await nobody.get(back), 400, "sign_in_expired")


async def test_a_state_of_another_browser_signs_nobody_in(
    nobody: httpx.AsyncClient, new_client: NewClient, sessions: Sessions
) -> None:
    stolen = await go_there(nobody)
    victim, beginner = new_client(), new_client()
    await start(beginner)

    answers = [await browser.get(stolen) for browser in (victim, beginner, nobody)]

    for answer in answers:
        assert_problem(answer, 400, "sign_in_expired")
    assert await count(sessions, "users") == 0


async def test_a_state_lasts_ten_minutes(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    back = await go_there(nobody)
    life = "expires_at BETWEEN now() + interval '9 min' AND now() + interval '10 min'"
    lasting = await count(sessions, f"single_use_tokens WHERE {life}")
    await change(sessions, "UPDATE single_use_tokens SET expires_at = now()")

    answer = await nobody.get(back)

    assert lasting == 1
    assert_problem(answer, 400, "sign_in_expired")


async def test_one_provider_cannot_answer_for_another(
    nobody: httpx.AsyncClient, providers: dict[str, FakeProvider]
) -> None:
    back = await go_there(nobody, "acme")

    answer = await nobody.get(back.replace("/acme/", "/other/"))

    assert_problem(answer, 400, "sign_in_expired")
    assert providers["other"].asked["/token"] == 0


async def test_a_code_of_another_sign_in_is_not_taken(
    nobody: httpx.AsyncClient, new_client: NewClient
) -> None:
    attacker = asked_of(await go_there(new_client()))
    back = await go_there(nobody)
    injected = {**asked_of(back), "code": attacker["code"]}

    answer = await nobody.get(f"{back.partition('?')[0]}?{urlencode(injected)}")

    assert_problem(answer, 502, "provider_misbehaved")
    assert "session" not in nobody.cookies


async def test_somebody_who_says_no_over_there_is_told_how_to_begin_again(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.denies = True

    assert_problem(await walk(nobody), 403, "consent_refused")


async def test_a_person_is_led_to_a_page_where_a_program_reads_a_problem(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.denies = True

    back = await walk(nobody, headers=PERSON)
    unknown = await start(nobody, "unknown", headers=PERSON)

    assert back.status_code == unknown.status_code == 303
    assert back.headers["location"] == "/sign-in?problem=consent_refused"
    assert unknown.headers["location"] == "/sign-in?problem=not_found"


@pytest.mark.parametrize("step", ["start", "callback"])
async def test_an_unknown_provider_is_not_found(
    nobody: httpx.AsyncClient, step: str
) -> None:
    answer = await nobody.get(f"/api/auth/oauth/unknown/{step}")

    assert_problem(answer, 404, "not_found")


ELSEWHERE_AFTERWARDS = (
    "https://elsewhere.example",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "\n//elsewhere.example",
    " //elsewhere.example",
    "/a\x00b",
    "javascript:alert(1)",
    "elsewhere.example",
    "",
    "/" + "a" * 500,
)


async def test_nobody_is_sent_to_another_site_afterwards(
    nobody: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    for return_to in ELSEWHERE_AFTERWARDS:
        with subtests.test(return_to[:30]):
            answer = await start(nobody, return_to=return_to)
            assert_problem(answer, 422, "invalid_request", field="return_to")


async def test_no_secret_no_token_and_no_address_is_ever_logged(
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    sessions: Sessions,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    with structlog.testing.capture_logs() as logs:
        back = asked_of(await go_there(nobody, return_to="/a"))
        challenges = await _challenges(sessions)
        await walk(nobody)
        acme.claims = {"nonce": "another"}
        await walk(nobody)
        acme.client_secret, secret = "changed", acme.client_secret
        await walk(nobody)

    # The browser of this test keeps a log as well; it is not ours.
    ours = [line for line in caplog.messages if "/token" in line or "/keys" in line]
    said = f"{logs} {ours}"
    secrets = [secret, "changed", back["state"], nobody.cookies["session"], *challenges]
    assert logs
    assert ours
    assert len(acme.told) >= 6
    assert [word for word in [*secrets, *acme.told] if word in said] == []
    assert "mara@example.org" not in said


async def _challenges(sessions: Sessions) -> list[Any]:
    async with sessions() as session:
        facts = (
            await session.execute(text("SELECT facts FROM single_use_tokens"))
        ).scalar_one()
    return [facts["nonce"], facts["verifier"]]
