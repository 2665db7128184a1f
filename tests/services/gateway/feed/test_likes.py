"""Likes: as often as one wants, by as many as want, and the count is that of the rows."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.pagination import encode
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.feed.stage import (
    change,
    publish,
    rows_in,
    somebody,
    song_now,
    titles,
    withdraw,
)
from tests.services.gateway.people import id_of


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    return await somebody(sessions)


async def test_liking_twice_is_liking_once(
    mara: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    path = f"/api/songs/{await publish(sessions, noor_id)}/like"

    said = [
        (answer.status_code, answer.json())
        for answer in [
            *[await mara.put(path) for _ in range(2)],
            *[await mara.delete(path) for _ in range(2)],
        ]
    ]

    assert said == [
        *[(200, {"liked": True, "like_count": 1})] * 2,
        *[(200, {"liked": False, "like_count": 0})] * 2,
    ]


async def test_many_people_who_change_their_minds_at_once_are_counted_right(
    new_person: NewPerson, sessions: Sessions, noor_id: UUID
) -> None:
    song_id = await publish(sessions, noor_id)
    people = [await new_person() for _ in range(4)]

    answers = await asyncio.gather(
        *(
            person.request("DELETE" if turn % 3 == 0 else "PUT", path)
            for path in [f"/api/songs/{song_id}/like"]
            for turn in range(13)
            for person in people
        )
    )

    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json()["like_count"] in range(5) for answer in answers)
    likes = await rows_in(sessions, "likes")
    assert (await song_now(sessions, song_id)).like_count == likes


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_what_i_may_not_hear_cannot_be_liked(
    mara: httpx.AsyncClient, sessions: Sessions, noor_id: UUID, method: str
) -> None:
    hidden = [
        await publish(sessions, noor_id, published=False),
        await publish(sessions, noor_id, status=SongStatus.FAILED),
        await publish(sessions, await id_of(mara), status=SongStatus.RUNNING),
        uuid4(),
    ]

    for song_id in hidden:
        answer = await mara.request(method, f"/api/songs/{song_id}/like")
        assert_problem(answer, 404, "not_found")
    assert await rows_in(sessions, "likes") == 0


async def test_my_own_song_may_be_liked_before_it_is_published(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song_id = await publish(sessions, await id_of(mara), "mine", published=False)

    answer = await mara.put(f"/api/songs/{song_id}/like")

    assert answer.json() == {"liked": True, "like_count": 1}
    assert await titles(mara, "/api/likes") == ["mine"]


async def test_nobody_likes_without_signing_in(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    song_id = await publish(sessions, noor_id)

    assert_problem(await nobody.put(f"/api/songs/{song_id}/like"), 401, "not_signed_in")
    assert_problem(await nobody.get("/api/likes"), 401, "not_signed_in")


async def test_my_likes_are_listed_latest_first_while_i_may_hear_them(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    sessions: Sessions,
    noor_id: UUID,
) -> None:
    songs = [await publish(sessions, noor_id, f"{number}") for number in range(5)]
    for number in (3, 0, 4, 1):
        await mara.put(f"/api/songs/{songs[number]}/like")
    await (await new_person()).put(f"/api/songs/{songs[2]}/like")

    all_of_them = await titles(mara, "/api/likes")
    await mara.put(f"/api/songs/{songs[3]}/like")
    await withdraw(sessions, songs[0])

    assert all_of_them == ["1", "4", "0", "3"]
    assert await titles(mara, "/api/likes") == ["1", "4", "3"]
    items = (await mara.get("/api/likes")).json()["items"]
    assert all(song["liked"] for song in items)


async def test_a_cursor_of_the_feed_is_none_of_the_likes(
    mara: httpx.AsyncClient,
) -> None:
    cursor = encode("newest", UUID(int=1), "2026-01-01T00:00:00+00:00")

    answer = await mara.get("/api/likes", params={"cursor": cursor})

    assert_problem(answer, 422, "bad_cursor", field="cursor")


async def test_who_is_gone_likes_nothing_any_more(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    sessions: Sessions,
    noor_id: UUID,
) -> None:
    song_id = await publish(sessions, noor_id)
    for person in (mara, await new_person()):
        await person.put(f"/api/songs/{song_id}/like")

    await change(sessions, "DELETE FROM users WHERE id = :id", id=await id_of(mara))

    assert (await song_now(sessions, song_id)).like_count == 1


async def test_a_song_that_is_deleted_takes_its_likes_and_listens_along(
    mara: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    song_id = await publish(sessions, noor_id, categories=["Jazz"])
    await mara.put(f"/api/songs/{song_id}/like")
    await mara.post(f"/api/songs/{song_id}/listens")

    await change(sessions, "DELETE FROM songs")

    assert [await rows_in(sessions, each) for each in ("likes", "listens")] == [0, 0]
    async with sessions() as session:
        counts = await session.execute(text("SELECT sum(song_count) FROM categories"))
    assert counts.scalar_one() == 0
