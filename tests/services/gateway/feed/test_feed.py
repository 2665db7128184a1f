"""What others published: in which order, and who sees it."""

from uuid import UUID

import httpx
import pytest

from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.pagination import encode
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.feed.stage import (
    change,
    publish,
    published_at,
    rows_in,
    somebody,
    titles,
    withdraw,
)
from tests.services.gateway.people import id_of

FEED = "/api/feed"


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    return await somebody(sessions)


async def test_newest_begins_with_what_was_published_last(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    for days in (2, 0, 1, 4, 3):
        await publish(sessions, noor_id, f"{days}", days_ago=days)

    assert await titles(nobody, FEED, section="newest") == ["0", "1", "2", "3", "4"]


async def test_trending_weighs_likes_and_listens_against_age(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    # Ten times the points are worth two days: 1 + 5 likes + listens are points.
    for title, days, likes, listens in (
        ("loved long ago", 30, 100, 0),
        ("heard today", 0, 0, 4),
        ("liked today", 0, 1, 0),
        ("fresh", 0, 0, 0),
        ("ten times, three days ago", 3, 0, 9),
        ("ten times, yesterday", 1, 0, 9),
    ):
        await publish(
            *(sessions, noor_id, title),
            days_ago=days,
            like_count=likes,
            listen_count=listens,
        )

    assert await titles(nobody, FEED) == [
        "liked today",
        "heard today",
        "ten times, yesterday",
        "fresh",
        "ten times, three days ago",
        "loved long ago",
    ]


async def test_a_like_moves_a_song_up_and_taking_it_back_moves_it_down(
    mara: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    older = await publish(sessions, noor_id, "older", categories=["Jazz"], days_ago=1)
    await publish(sessions, noor_id, "newer", categories=["Jazz"])
    before = await titles(mara, FEED)

    await mara.put(f"/api/songs/{older}/like")
    liked = await titles(mara, FEED), await titles(mara, FEED, category="Jazz")
    await mara.delete(f"/api/songs/{older}/like")

    assert before == ["newer", "older"]
    assert liked == (["older", "newer"], ["older", "newer"])
    assert await titles(mara, FEED) == ["newer", "older"]
    assert await titles(mara, FEED, category="Jazz") == ["newer", "older"]


@pytest.mark.parametrize("section", ["trending", "newest"])
async def test_only_what_is_published_and_ready_is_there(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID, section: str
) -> None:
    await publish(sessions, noor_id, "private", published=False)
    await publish(sessions, noor_id, "failed", status=SongStatus.FAILED)
    gone = await publish(sessions, noor_id, "withdrawn")
    deleted = await publish(sessions, noor_id, "deleted", categories=["Jazz"])
    await publish(sessions, noor_id, "there")

    await withdraw(sessions, gone)
    await change(sessions, "DELETE FROM songs WHERE id = :id", id=deleted)

    assert await titles(nobody, FEED, section=section) == ["there"]
    assert await titles(nobody, FEED, section=section, category="Jazz") == []


async def test_age_counts_from_publication_and_is_filled_in(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    await publish(sessions, noor_id, "yesterday", days_ago=1)
    song_id = await publish(
        sessions, noor_id, "made long ago", published=False, published_at=None
    )

    await change(
        sessions, "UPDATE songs SET published = true WHERE id = :id", id=song_id
    )

    assert await published_at(sessions, song_id) is not None
    assert await titles(nobody, FEED) == ["made long ago", "yesterday"]


async def test_a_song_tells_whether_i_like_it_and_how_many_do(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    noor_id: UUID,
) -> None:
    song_id = await publish(sessions, noor_id)
    await mara.put(f"/api/songs/{song_id}/like")

    mine = (await mara.get(FEED)).json()["items"][0]
    theirs = (await nobody.get(FEED)).json()["items"][0]

    assert (mine["liked"], mine["like_count"]) == (True, 1)
    assert (theirs["liked"], theirs["like_count"]) == (False, 1)
    assert theirs["owner"] == {"id": str(noor_id), "name": "Noor"}


@pytest.mark.parametrize("section", ["trending", "newest"])
async def test_a_category_holds_its_songs_wherever_the_genre_stands(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID, section: str
) -> None:
    await publish(sessions, noor_id, "a", categories=["Jazz", "Funk"], days_ago=1)
    await publish(sessions, noor_id, "b", categories=["Funk"])
    await publish(sessions, noor_id, "c", categories=["Pop"])

    funk = await titles(nobody, FEED, section=section, category="Funk")

    assert funk == ["b", "a"]
    assert await titles(nobody, FEED, section=section, category="Polka") == []


async def test_categories_are_counted_most_songs_first(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    await publish(sessions, noor_id, categories=["Jazz", "Funk"])
    gone = await publish(sessions, noor_id, categories=["Jazz", "Soul"])
    await publish(sessions, noor_id, categories=["Pop"], published=False)
    before = (await nobody.get("/api/categories")).json()

    await withdraw(sessions, gone)

    assert before["items"] == [
        {"name": "Jazz", "song_count": 2},
        {"name": "Funk", "song_count": 1},
        {"name": "Soul", "song_count": 1},
    ]
    assert before["next_cursor"] is None
    assert (await nobody.get("/api/categories")).json()["items"] == [
        {"name": "Funk", "song_count": 1},
        {"name": "Jazz", "song_count": 1},
    ]


async def test_nothing_stays_of_somebody_who_asked_to_be_forgotten(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    await publish(sessions, await id_of(mara), categories=["Jazz"])

    assert (await mara.delete("/api/auth/me")).status_code == 204

    assert await titles(nobody, FEED) == []
    assert (await nobody.get("/api/categories")).json()["items"] == []
    assert [
        await rows_in(sessions, f"feed_{each}")
        for each in ("songs", "categories", "words")
    ] == [0, 0, 0]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        encode("newest", UUID(int=1), "2026-01-01T00:00:00+00:00"),
        encode("trending", UUID(int=1), "1e5"),
        encode("trending", UUID(int=1), "nan"),
        encode("trending", UUID(int=1), str(2**63)),
        encode("trending", "1", "5"),
        encode("trending", UUID(int=1)),
        encode("likes", UUID(int=1), "5"),
    ],
)
async def test_a_cursor_of_another_list_or_of_nobody_is_refused(
    nobody: httpx.AsyncClient, cursor: str
) -> None:
    answer = await nobody.get(FEED, params={"cursor": cursor})

    assert_problem(answer, 422, "bad_cursor", field="cursor")


@pytest.mark.parametrize("moment", ["5", "2026-01-01T00:00:00", "soon"])
async def test_a_moment_that_is_none_is_refused(
    nobody: httpx.AsyncClient, moment: str
) -> None:
    cursor = encode("newest", UUID(int=1), moment)

    answer = await nobody.get(FEED, params={"section": "newest", "cursor": cursor})

    assert_problem(answer, 422, "bad_cursor", field="cursor")


async def test_a_section_that_is_none_is_refused(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get(FEED, params={"section": "best"})

    assert_problem(answer, 422, "invalid_request", field="section")
