import asyncio

import httpx
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from shared.db import Sessions
from tests.services.gateway.asking import DESCRIPTION, assert_problem
from tests.services.gateway.conftest import PASSWORD


async def test_signing_up_signs_in_with_starting_credits(
    mara: httpx.AsyncClient,
) -> None:
    answer = await mara.get("/api/auth/me")

    assert answer.status_code == 200
    assert answer.json()["name"] == "Mara"
    assert answer.json()["email_verified"] is False
    assert answer.json()["credits"] == {"balance": 10, "reserved": 0, "available": 10}
    assert "password_hash" not in answer.json()


async def test_an_address_has_one_account_whatever_its_case(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    email = (await mara.get("/api/auth/me")).json()["email"]

    answer = await nobody.post(
        "/api/auth/sign-up",
        json={"email": email.upper(), "password": PASSWORD, "name": "Other"},
    )

    assert_problem(answer, 409, "email_taken")


async def test_signing_in_needs_the_right_password(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    email = (await mara.get("/api/auth/me")).json()["email"]

    wrong = await nobody.post(
        "/api/auth/sign-in", json={"email": email, "password": "wrong"}
    )
    right = await nobody.post(
        "/api/auth/sign-in", json={"email": email, "password": PASSWORD}
    )

    assert_problem(wrong, 401, "wrong_credentials")
    assert right.status_code == 200
    assert (await nobody.get("/api/auth/me")).json()["email"] == email


async def test_an_unknown_address_is_refused_in_the_same_words(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    email = (await mara.get("/api/auth/me")).json()["email"]

    wrong, unknown = [
        (
            await nobody.post(
                "/api/auth/sign-in", json={"email": address, "password": "wrong"}
            )
        ).json()
        for address in (email, "nobody@example.org")
    ]

    assert wrong == unknown


async def test_signing_out_ends_the_session_on_the_server(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    nobody.cookies = httpx.Cookies(mara.cookies)

    assert (await mara.post("/api/auth/sign-out")).status_code == 204

    assert_problem(await nobody.get("/api/auth/me"), 401, "not_signed_in")


async def test_signing_in_again_ends_the_session_that_the_browser_had(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    before = dict(mara.cookies)
    email = (await mara.get("/api/auth/me")).json()["email"]

    again = await mara.post(
        "/api/auth/sign-in", json={"email": email, "password": PASSWORD}
    )

    assert again.status_code == 200
    assert (await mara.get("/api/auth/me")).status_code == 200
    nobody.cookies.update(before)
    assert (await nobody.get("/api/auth/me")).status_code == 401


@pytest.mark.parametrize(
    "ageing",
    [
        "UPDATE sessions SET last_seen_at = now() - interval '8 days'",
        "UPDATE sessions SET expires_at = now() - interval '1 second'",
    ],
)
async def test_an_old_session_is_over(
    mara: httpx.AsyncClient, sessions: Sessions, ageing: str
) -> None:
    async with sessions.begin() as session:
        await session.execute(text(ageing))

    assert_problem(await mara.get("/api/auth/me"), 401, "not_signed_in")


async def test_the_database_holds_no_password_and_no_usable_token(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    async with sessions() as session:
        users = (await session.execute(text("SELECT users::text FROM users"))).scalars()
        tokens = (
            await session.execute(text("SELECT sessions::text FROM sessions"))
        ).scalars()
        dump = " ".join([*users, *tokens])

    assert PASSWORD not in dump
    assert mara.cookies["session"] not in dump
    assert "$argon2id$" in dump


async def test_the_cookie_is_out_of_reach_of_scripts(
    nobody: httpx.AsyncClient,
) -> None:
    answer = await nobody.post(
        "/api/auth/sign-up",
        json={"email": "a@example.org", "password": PASSWORD, "name": "A"},
    )

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_site_cannot_act_for_a_signed_in_person(
    mara: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    del mara.headers["Origin"]

    answer = await mara.post("/api/songs", json=DESCRIPTION, headers=headers)

    assert_problem(answer, 403, "foreign_origin")
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_the_same_server_by_another_name_is_not_another_site(
    mara: httpx.AsyncClient,
) -> None:
    other_name = f"studio.localhost:{mara.base_url.port}"
    mara.headers["Host"] = other_name
    mara.headers["Origin"] = f"http://{other_name}"

    assert (await mara.post("/api/songs", json=DESCRIPTION)).status_code == 202


SIGN_UP = {"email": "b@example.org", "password": PASSWORD, "name": "B"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no-at-sign"),
        ("email", "a@b"),
        ("email", f"{'a' * 250}@example.org"),
        ("email", None),
        ("password", "1234567"),
        ("password", "x" * 1025),
        ("name", ""),
        ("name", "   "),
        ("name", "n" * 81),
        ("name", "nul\x00"),
        ("name", "a\nb"),
        ("name", "\u202eevil"),
        ("name", "\u200b"),
        ("email", "q\u200b@example.com"),
        ("email", "\uff4d@example.com"),
        ("role", "admin"),
    ],
)
async def test_a_sign_up_that_cannot_be_names_its_field(
    nobody: httpx.AsyncClient, field: str, value: object
) -> None:
    answer = await nobody.post("/api/auth/sign-up", json={**SIGN_UP, field: value})

    assert_problem(answer, 422, "invalid_request", field=field)


async def test_a_long_password_in_any_script_works(nobody: httpx.AsyncClient) -> None:
    password = "pässwörd 🎵 " * 10

    await nobody.post("/api/auth/sign-up", json={**SIGN_UP, "password": password})
    answer = await nobody.post(
        "/api/auth/sign-in", json={"email": SIGN_UP["email"], "password": password}
    )

    assert answer.status_code == 200


async def test_sign_ups_of_one_address_race_to_one_account(
    nobody: httpx.AsyncClient,
) -> None:
    answers = await asyncio.gather(
        *(nobody.post("/api/auth/sign-up", json=SIGN_UP) for _ in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_the_log_tells_who_came_in_and_what_was_refused(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    person = (await mara.get("/api/auth/me")).json()

    with capture_logs() as logs:
        for password in (PASSWORD, "a wrong horse battery"):
            await nobody.post(
                "/api/auth/sign-in",
                json={"email": person["email"], "password": password},
            )

    told = [
        {name: line.get(name) for name in ("event", "user_id", "code")} for line in logs
    ]
    assert {"event": "session_begun", "user_id": person["id"], "code": None} in told
    assert {
        "event": "request_refused",
        "user_id": None,
        "code": "wrong_credentials",
    } in told
    assert person["email"] not in str(logs)


async def test_a_page_may_ask_who_is_signed_in_before_anybody_is(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    of_mara = await mara.get("/api/auth/session")
    of_nobody = await nobody.get("/api/auth/session")

    assert of_mara.json() == {"user": (await mara.get("/api/auth/me")).json()}
    assert (of_nobody.status_code, of_nobody.json()) == (200, {"user": None})
