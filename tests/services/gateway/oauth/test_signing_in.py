"""Signing up and in by way of a provider that keeps its side of the protocol."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from services.gateway.oauth.names import name_of
from services.gateway.settings import GatewaySettings
from shared.db import Sessions
from tests.fakes.oidc_provider import FakeProvider, Person, known_key
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.oauth.walking import (
    PERSON,
    asked_of,
    change,
    count,
    me,
    start,
    walk,
)
from tests.services.gateway.serving import serving

NewClient = Callable[[], httpx.AsyncClient]


async def test_the_providers_that_are_set_up_are_listed(
    nobody: httpx.AsyncClient,
) -> None:
    answer = await nobody.get("/api/auth/providers")

    assert answer.json() == {
        "items": [
            {"name": "acme", "label": "Acme Sign-In"},
            {"name": "other", "label": "Other"},
            {"name": "github", "label": "GitHub"},
        ]
    }


async def test_signing_in_for_the_first_time_makes_an_account(
    nobody: httpx.AsyncClient,
) -> None:
    answer = await walk(nobody, return_to="/songs?mine=1")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/songs?mine=1"
    told = await me(nobody)
    assert told["email"] == "mara@example.org"
    assert told["email_verified"] is True
    assert told["name"] == "Mara"
    assert told["credits"]["available"] == 10


async def test_signing_in_again_finds_the_account_even_when_its_email_has_changed(
    nobody: httpx.AsyncClient, new_client: NewClient, acme: FakeProvider
) -> None:
    await walk(nobody)
    acme.person = Person(email="new@example.org")
    elsewhere = new_client()

    await walk(elsewhere)

    assert await me(elsewhere) == await me(nobody)


async def test_the_same_subject_at_two_providers_is_two_people(
    nobody: httpx.AsyncClient,
    new_client: NewClient,
    providers: dict[str, FakeProvider],
) -> None:
    providers["other"].person = Person(email="another@example.org")
    elsewhere = new_client()

    await walk(nobody, "acme")
    await walk(elsewhere, "other")

    assert (await me(nobody))["id"] != (await me(elsewhere))["id"]


async def test_the_question_holds_a_digest_of_the_verifier_and_no_secret(
    nobody: httpx.AsyncClient, acme: FakeProvider, gateway_url: str
) -> None:
    answer = await start(nobody)

    url = answer.headers["location"]
    asked = asked_of(url)
    assert url.startswith(f"{acme.url}/authorize?")
    assert asked["redirect_uri"] == f"{gateway_url}/api/auth/oauth/acme/callback"
    assert asked["scope"] == "openid email profile"
    assert asked["code_challenge_method"] == "S256"
    assert asked["nonce"]
    assert acme.client_secret not in url
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert asked["state"] not in cookie


async def test_a_browser_that_signs_in_anew_keeps_no_older_session(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    await walk(nobody)
    before = nobody.cookies["session"]

    await walk(nobody)

    assert nobody.cookies["session"] != before
    assert await count(sessions, "sessions") == 1


async def test_github_signs_in_by_its_numbers_and_verified_primary_address(
    nobody: httpx.AsyncClient,
    new_client: NewClient,
    providers: dict[str, FakeProvider],
    sessions: Sessions,
) -> None:
    await walk(nobody, "github")
    providers["github"].person = Person(email="later@example.org", name=None)
    elsewhere = new_client()
    await walk(elsewhere, "github")

    assert (await me(nobody))["email"] == "mara@example.org"
    assert await me(elsewhere) == await me(nobody)
    assert await count(sessions, "oauth_accounts WHERE subject = '1001'") == 1


async def test_an_unverified_address_at_github_makes_no_account(
    nobody: httpx.AsyncClient, providers: dict[str, FakeProvider]
) -> None:
    providers["github"].person = Person(email_verified=False)

    assert_problem(await walk(nobody, "github"), 403, "verified_email_required")


async def test_an_address_that_only_the_userinfo_endpoint_tells_is_asked_for(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.person = Person(email=None, email_verified=None, name=None)
    acme.userinfo = {
        "sub": "1001",
        "email": "Mara@Example.org",
        "email_verified": True,
        "preferred_username": "mara.k",
    }

    await walk(nobody)

    told = await me(nobody)
    assert (told["email"], told["name"]) == ("mara@example.org", "mara.k")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("  Mara Lind ", "Mara Lind"),
        ("M" * 200, "M" * 80),
        ("Ma\u202era", "mara"),
        ("Ma\nra", "mara"),
        ("   ", "mara"),
        (None, "mara"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(told: str | None, shown: str) -> None:
    assert name_of(told, email="mara@example.org") == shown


async def test_without_a_verified_address_there_is_no_account(
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    sessions: Sessions,
    subtests: pytest.Subtests,
) -> None:
    people = (
        Person(email=None),
        Person(email_verified=False),
        Person(email_verified=None),
        Person(email="not an address"),
        Person(email="mara@examp\uff4ce.org"),
    )
    for person in people:
        acme.person = person

        with subtests.test(str(person)):
            assert_problem(await walk(nobody), 403, "verified_email_required")

    assert await count(sessions, "users") == 0


async def test_an_address_that_has_an_account_is_no_way_into_it(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    sessions: Sessions,
) -> None:
    acme.person = Person(email=(await me(mara))["email"])

    answer = await walk(nobody)

    assert_problem(answer, 409, "email_has_account")
    assert "session" not in nobody.cookies
    assert await count(sessions, "oauth_accounts") == 0


async def test_somebody_who_asked_to_be_erased_is_not_let_in(
    nobody: httpx.AsyncClient,
    new_client: NewClient,
    acme: FakeProvider,
    sessions: Sessions,
) -> None:
    await walk(nobody)
    await change(sessions, "UPDATE users SET erased_at = now()")

    same = await walk(new_client())
    acme.person = Person(email="renamed@example.org")
    renamed = await walk(new_client())

    assert_problem(same, 409, "email_has_account")
    assert_problem(renamed, 409, "provider_account_in_use")
    assert await count(sessions, "users") == 1


async def test_a_second_factor_is_still_asked_for(
    nobody: httpx.AsyncClient, new_client: NewClient, sessions: Sessions
) -> None:
    await walk(nobody)
    await change(
        sessions,
        "INSERT INTO totp_credentials (user_id, secret, last_step, created_at) "
        "SELECT id, 'sealed', 0, now() FROM users",
    )
    elsewhere = new_client()

    program = await walk(elsewhere)
    person = await walk(elsewhere, headers=PERSON, return_to="/songs")

    assert_problem(program, 401, "second_factor_required")
    page = urlsplit(person.headers["location"])
    assert (page.path, page.query) == ("/sign-in", "")
    fragment = parse_qs(page.fragment)
    assert fragment["return_to"] == ["/songs"]
    assert len(fragment["ticket"][0]) == 43
    assert "session" not in elsewhere.cookies


async def test_sign_ups_by_way_of_a_provider_count_as_sign_ups(
    gateway_settings: GatewaySettings, acme: FakeProvider
) -> None:
    strict = gateway_settings.accounts.model_copy(update={"sign_ups_per_hour": 1})
    settings = replace(gateway_settings, accounts=strict)
    async with serving(settings) as url, httpx.AsyncClient(base_url=url) as browser:
        person = {"email": "a@example.org", "password": PASSWORD, "name": "A"}
        assert (await browser.post("/api/auth/sign-up", json=person)).is_success
        browser.cookies.clear()

        answer = await walk(browser)

    assert_problem(answer, 429, "rate_limited")


async def test_beginning_to_sign_in_is_limited(
    gateway_settings: GatewaySettings,
) -> None:
    strict = gateway_settings.accounts.model_copy(update={"sign_ins_per_hour": 1})
    settings = replace(gateway_settings, accounts=strict)
    async with serving(settings) as url, httpx.AsyncClient(base_url=url) as browser:
        begun = [(await start(browser)).status_code for _ in range(10)]

        over = await start(browser)

    assert begun == [303] * 10
    assert_problem(over, 429, "rate_limited")


async def test_a_provider_that_changes_its_keys_is_asked_for_them_once(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    await walk(nobody)
    acme.key = known_key("second")
    await walk(nobody)
    acme.key = known_key("third")

    refused = [await walk(nobody) for _ in range(3)]

    assert [answer.status_code for answer in refused] == [502] * 3
    assert acme.asked["/keys"] == 2
    assert acme.asked["/.well-known/openid-configuration"] == 1


async def test_what_a_provider_sets_for_one_person_is_not_shown_to_it_by_the_next(
    nobody: httpx.AsyncClient, new_client: NewClient, acme: FakeProvider
) -> None:
    await walk(nobody)
    await walk(new_client())

    assert acme.asked["/token"] == 2
    assert not acme.recognised
