"""Likes and listens that meet a song which is just being deleted or withdrawn."""

import asyncio
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.feed.stage import publish, rows_in, somebody
from tests.services.gateway.locks import waiting_for_a_lock


@pytest.fixture
async def song_id(sessions: Sessions) -> UUID:
    return await publish(sessions, await somebody(sessions))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM songs", "UPDATE songs SET published = false"]
)
@pytest.mark.parametrize(
    ("method", "part"), [("PUT", "like"), ("DELETE", "like"), ("POST", "listens")]
)
async def test_a_song_that_goes_at_that_moment_is_not_found(
    mara: httpx.AsyncClient,
    sessions: Sessions,
    song_id: UUID,
    statement: str,
    method: str,
    part: str,
) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement))
        asking = asyncio.create_task(
            mara.request(method, f"/api/songs/{song_id}/{part}")
        )
        await waiting_for_a_lock(sessions)

    assert_problem(await asking, 404, "not_found")
    assert [await rows_in(sessions, each) for each in ("likes", "listens")] == [0, 0]


async def test_nobody_waits_for_a_like_of_another_song(
    mara: httpx.AsyncClient, sessions: Sessions, song_id: UUID
) -> None:
    other = await publish(sessions, await somebody(sessions), categories=["Jazz"])
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE songs SET like_count = 1 WHERE id = :id"), {"id": song_id}
        )

        answer = await mara.put(f"/api/songs/{other}/like")

    assert answer.json() == {"liked": True, "like_count": 1}


async def test_people_who_publish_the_same_genres_at_once_do_not_block_each_other(
    sessions: Sessions,
) -> None:
    noor_id = await somebody(sessions)
    first, second = [
        await publish(sessions, noor_id, categories=[genre], published=False)
        for genre in ("Jazz", "Funk")
    ]
    publishing = text("UPDATE songs SET published = true WHERE id = :id")
    async with sessions.begin() as session:
        # Counted now, and not only at the end of the transaction.
        await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        await session.execute(publishing, {"id": first})
        other = asyncio.create_task(
            publish(sessions, noor_id, categories=["Funk", "Jazz"])
        )
        await waiting_for_a_lock(sessions)
        await session.execute(publishing, {"id": second})
    await other

    async with sessions() as session:
        counts = await session.execute(
            text("SELECT name, song_count FROM categories WHERE song_count > 0")
        )
    assert dict(counts.all()) == {"Funk": 2, "Jazz": 2}
