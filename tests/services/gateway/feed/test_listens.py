"""Listens: real ones, once an hour for each listener, never the owner's own."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from services.gateway.feed.listening import forget_visitors
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.models.listen import Listen
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.feed.stage import (
    change,
    publish,
    rows_in,
    somebody,
    song_now,
)
from tests.services.gateway.people import id_of

AN_HOUR_AGO = "UPDATE listens SET last_counted_at = last_counted_at - interval '1 hour'"


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    return await somebody(sessions)


@pytest.fixture
async def song_id(sessions: Sessions, noor_id: UUID) -> UUID:
    return await publish(sessions, noor_id)


async def listen(client: httpx.AsyncClient, song_id: UUID) -> tuple[int, bool]:
    answer = await client.post(f"/api/songs/{song_id}/listens")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    return said["listen_count"], said["counted"]


async def test_a_listener_counts_once_an_hour(
    mara: httpx.AsyncClient, sessions: Sessions, song_id: UUID
) -> None:
    first = [await listen(mara, song_id) for _ in range(2)]

    await change(sessions, AN_HOUR_AGO)
    later = [await listen(mara, song_id) for _ in range(2)]

    assert first == [(1, True), (1, False)]
    assert later == [(2, True), (2, False)]
    assert await rows_in(sessions, "listens") == 1


async def test_the_hour_begins_with_the_listen_and_not_on_the_clock(
    mara: httpx.AsyncClient, sessions: Sessions, song_id: UUID
) -> None:
    await listen(mara, song_id)

    await change(sessions, AN_HOUR_AGO.replace("1 hour", "59 minutes"))

    assert await listen(mara, song_id) == (1, False)


async def test_many_listens_at_once_count_once_for_each_listener(
    new_person: NewPerson, sessions: Sessions, song_id: UUID
) -> None:
    people = [await new_person() for _ in range(3)]

    said = await asyncio.gather(
        *(listen(person, song_id) for _ in range(10) for person in people)
    )

    assert sum(counted for _, counted in said) == 3
    assert (await song_now(sessions, song_id)).listen_count == 3


async def test_the_owners_own_do_not_count(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    own_id = await id_of(mara)
    public = await publish(sessions, own_id)
    private = await publish(sessions, own_id, published=False)

    assert await listen(mara, public) == (0, False)
    assert await listen(mara, private) == (0, False)
    assert await rows_in(sessions, "listens") == 0


async def test_a_link_to_the_sound_counts_nothing(
    mara: httpx.AsyncClient, sessions: Sessions, song_id: UUID
) -> None:
    await change(
        sessions,
        "INSERT INTO song_objects (song_id, name, key, content_type, size_bytes, sha256)"
        " VALUES (:id, 'mp3', 'k', 'audio/mpeg', 1, '')",
        id=song_id,
    )

    for query in ("", "?download=true"):
        assert (await mara.get(f"/api/songs/{song_id}/audio{query}")).status_code == 200

    assert (await song_now(sessions, song_id)).listen_count == 0


async def test_visitors_are_told_apart_by_their_browser(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions, song_id: UUID
) -> None:
    one, other = new_client(), new_client()
    other.headers["User-Agent"] = "another browser"

    said = [await listen(each, song_id) for each in (one, one, other)]

    assert said == [(1, True), (1, False), (2, True)]
    async with sessions() as session:
        kept = (await session.exec(select(Listen))).all()
    assert "127.0.0.1" not in str(kept)
    assert "another browser" not in str(kept)
    assert {row.user_id for row in kept} == {None}


async def test_one_address_cannot_listen_without_end_as_ever_new_visitors(
    nobody: httpx.AsyncClient, sessions: Sessions, song_id: UUID
) -> None:
    await listen(nobody, song_id)
    await change(
        sessions,
        "UPDATE rate_buckets SET tokens = 0 WHERE key LIKE 'listens_of_visitors%'",
    )
    nobody.headers["User-Agent"] = "another browser"

    answer = await nobody.post(f"/api/songs/{song_id}/listens")

    assert_problem(answer, 429, "rate_limited")
    assert int(answer.headers["Retry-After"]) > 0
    assert (await song_now(sessions, song_id)).listen_count == 1


async def test_a_visitor_is_forgotten_after_an_hour_and_the_listen_stays(
    nobody: httpx.AsyncClient,
    mara: httpx.AsyncClient,
    sessions: Sessions,
    song_id: UUID,
) -> None:
    await listen(nobody, song_id)
    await listen(mara, song_id)
    await forget_visitors(sessions)
    before = await rows_in(sessions, "listens")

    await change(sessions, AN_HOUR_AGO)
    await forget_visitors(sessions)

    assert before == 2
    assert await rows_in(sessions, "listens") == 1
    assert (await song_now(sessions, song_id)).listen_count == 2


async def test_the_listens_of_who_is_gone_go_along(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    sessions: Sessions,
    song_id: UUID,
) -> None:
    await listen(mara, song_id)
    await change(sessions, AN_HOUR_AGO)
    for person in (mara, await new_person()):
        await listen(person, song_id)

    await change(sessions, "DELETE FROM users WHERE id = :id", id=await id_of(mara))

    assert await rows_in(sessions, "listens") == 1
    assert (await song_now(sessions, song_id)).listen_count == 1


async def test_what_may_not_be_heard_has_no_listeners(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    noor_id: UUID,
) -> None:
    hidden = [
        await publish(sessions, noor_id, published=False),
        await publish(sessions, noor_id, status=SongStatus.RUNNING),
    ]

    for client in (mara, nobody):
        for song_id in hidden:
            answer = await client.post(f"/api/songs/{song_id}/listens")
            assert_problem(answer, 404, "not_found")
