"""Public profiles: whom one sees, and what of them."""

from uuid import UUID, uuid4

import httpx
import pytest

from shared.db import Sessions
from shared.pagination import encode
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.feed.stage import publish, somebody, titles, withdraw
from tests.services.gateway.people import email_of, id_of


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    return await somebody(sessions)


async def test_a_profile_adds_up_what_is_published(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    await publish(sessions, noor_id, listen_count=3, like_count=1)
    await publish(sessions, noor_id, listen_count=4)
    await publish(sessions, noor_id, published=False, listen_count=50, like_count=5)

    profile = (await nobody.get(f"/api/users/{noor_id}")).json()

    assert profile.pop("created_at")
    assert profile == {
        "id": str(noor_id),
        "name": "Noor",
        "song_count": 2,
        "listen_count": 7,
        "like_count": 1,
    }


async def test_who_has_published_nothing_is_not_there_for_others(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    noor_id: UUID,
) -> None:
    song_id = await publish(sessions, noor_id)
    await withdraw(sessions, song_id)

    for client in (mara, nobody):
        for user_id in (noor_id, uuid4()):
            for part in ("", "/songs"):
                answer = await client.get(f"/api/users/{user_id}{part}")
                assert_problem(answer, 404, "not_found")


async def test_i_see_my_own_profile_before_i_publish(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    path = f"/api/users/{await id_of(mara)}"

    profile = await mara.get(path)

    assert profile.json()["song_count"] == 0
    assert (await mara.get(f"{path}/songs")).json() == {
        "items": [],
        "next_cursor": None,
    }
    assert_problem(await nobody.get(path), 404, "not_found")


async def test_the_published_songs_of_somebody_come_newest_first(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    for days in (1, 0, 2):
        await publish(sessions, noor_id, f"{days}", days_ago=days, like_count=days)
    await publish(sessions, noor_id, "private", published=False)
    await publish(sessions, await somebody(sessions, "Ilse"), "another's")

    assert await titles(nobody, f"/api/users/{noor_id}/songs") == ["0", "1", "2"]


async def test_no_email_is_told(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    mara_id = await id_of(mara)
    await publish(sessions, mara_id)

    for part in ("", "/songs"):
        answer = await nobody.get(f"/api/users/{mara_id}{part}")
        assert answer.status_code == 200
        assert await email_of(mara) not in answer.text
        assert "email" not in answer.text


async def test_who_asked_to_be_forgotten_is_not_there(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    mara_id = await id_of(mara)
    await publish(sessions, mara_id)

    await mara.delete("/api/auth/me")

    assert_problem(await nobody.get(f"/api/users/{mara_id}"), 404, "not_found")


async def test_a_cursor_of_the_feed_is_none_of_a_persons_songs(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    await publish(sessions, noor_id)
    cursor = encode("newest", UUID(int=1), "2026-01-01T00:00:00+00:00")

    answer = await nobody.get(f"/api/users/{noor_id}/songs", params={"cursor": cursor})

    assert_problem(answer, 422, "bad_cursor", field="cursor")
