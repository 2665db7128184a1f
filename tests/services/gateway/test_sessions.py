"""Where a person is signed in, and how it ends."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.locks import waiting_for_a_lock
from tests.services.gateway.people import email_of, sign_in


@pytest.fixture
async def maras_phone(
    mara: httpx.AsyncClient, new_client: Callable[[], httpx.AsyncClient]
) -> httpx.AsyncClient:
    """A second browser in which she is signed in, since a moment later."""
    phone = new_client()
    phone.headers["User-Agent"] = "Phone/1.0"
    assert (await sign_in(phone, await email_of(mara))).status_code == 200
    return phone


async def test_a_person_sees_where_they_are_signed_in(
    mara: httpx.AsyncClient, maras_phone: httpx.AsyncClient
) -> None:
    page = (await mara.get("/api/auth/sessions")).json()

    assert [item["current"] for item in page["items"]] == [False, True]
    assert page["items"][0]["user_agent"] == "Phone/1.0"
    assert page["items"][0]["address"] == "127.0.0.1"
    assert set(page["items"][0]) == {
        *("id", "user_agent", "address", "current"),
        *("created_at", "last_seen_at", "expires_at"),
    }
    assert page["next_cursor"] is None


async def test_pages_of_sessions_fit_together(
    mara: httpx.AsyncClient, maras_phone: httpx.AsyncClient
) -> None:
    whole = (await mara.get("/api/auth/sessions")).json()["items"]

    first = (await mara.get("/api/auth/sessions?limit=1")).json()
    second = (
        await mara.get(
            "/api/auth/sessions", params={"limit": 1, "cursor": first["next_cursor"]}
        )
    ).json()

    assert [*first["items"], *second["items"]] == whole
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    "ageing",
    [
        "UPDATE sessions SET last_seen_at = now() - interval '8 days'",
        "UPDATE sessions SET expires_at = now() - interval '1 second'",
    ],
)
async def test_sessions_that_are_over_are_not_listed(
    mara: httpx.AsyncClient,
    maras_phone: httpx.AsyncClient,
    sessions: Sessions,
    ageing: str,
) -> None:
    async with sessions.begin() as session:
        await session.execute(text(f"{ageing} WHERE user_agent = 'Phone/1.0'"))

    items = (await mara.get("/api/auth/sessions")).json()["items"]

    assert [item["current"] for item in items] == [True]


async def test_nobody_sees_the_sessions_of_another_person(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    other = await new_person()

    mine = (await mara.get("/api/auth/sessions")).json()["items"]
    theirs = (await other.get("/api/auth/sessions")).json()["items"]

    assert len(mine) == len(theirs) == 1
    assert mine[0]["id"] != theirs[0]["id"]


async def test_a_revoked_session_is_dead_on_the_next_request(
    mara: httpx.AsyncClient, maras_phone: httpx.AsyncClient
) -> None:
    phone_id = (await mara.get("/api/auth/sessions")).json()["items"][0]["id"]

    answer = await mara.delete(f"/api/auth/sessions/{phone_id}")

    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers
    assert_problem(await maras_phone.get("/api/auth/me"), 401, "not_signed_in")
    assert (await mara.get("/api/auth/me")).status_code == 200


async def test_revoking_the_session_that_asks_signs_out(
    mara: httpx.AsyncClient,
) -> None:
    own_id = (await mara.get("/api/auth/sessions")).json()["items"][0]["id"]

    answer = await mara.delete(f"/api/auth/sessions/{own_id}")

    assert answer.status_code == 204
    assert 'session=""' in answer.headers["set-cookie"]
    assert "session" not in mara.cookies


async def test_the_session_of_another_person_does_not_exist(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    other = await new_person()
    theirs = (await other.get("/api/auth/sessions")).json()["items"][0]["id"]

    answer = await mara.delete(f"/api/auth/sessions/{theirs}")

    assert_problem(answer, 404, "not_found")
    assert (await other.get("/api/auth/me")).status_code == 200


async def test_a_session_that_ends_while_it_asks_is_no_bug(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    """It is noted that a session was used: here it is gone before the note is written."""
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE sessions SET last_seen_at = now() - interval '1 hour'")
        )

    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM sessions"))
        asking = asyncio.create_task(mara.get("/api/auth/me"))
        await waiting_for_a_lock(sessions)
    answer = await asking

    assert_problem(answer, 401, "not_signed_in")
