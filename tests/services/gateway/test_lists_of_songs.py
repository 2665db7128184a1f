"""My songs as the library shows them: filtered, in three orders, counted, drawn."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from services.gateway.songs.peaks import mini_peaks
from shared.db import Sessions
from shared.pagination import encode
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.people import id_of
from tests.services.workflows.erasing import a_song

STATES = {
    "Queued": "status = 'queued'",
    "Running": "status = 'running'",
    "Ready": "status = 'ready'",
    "Shown": "status = 'ready', published = true",
    "Failed": "status = 'failed'",
    "Cancelled": "status = 'cancelled'",
}


@pytest.fixture
async def one_of_each(mara: httpx.AsyncClient, sessions: Sessions) -> None:
    for title, state in STATES.items():
        song_id = await a_song(sessions, await id_of(mara))
        async with sessions.begin() as session:
            await session.execute(
                text(f"UPDATE songs SET title = :title, {state} WHERE id = :id"),  # noqa: S608
                {"title": title, "id": song_id},
            )


async def titles(client: httpx.AsyncClient, **query: Any) -> list[str]:
    """Of all pages, two songs each."""
    found: list[str] = []
    query = {"limit": 2, **query}
    while True:
        answer = await client.get("/api/songs", params=query)
        assert answer.status_code == 200, answer.text
        found += [song["title"] for song in answer.json()["items"]]
        query["cursor"] = answer.json()["next_cursor"]
        if query["cursor"] is None:
            return found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, list(STATES)[::-1]),
        ({"sort": "newest"}, list(STATES)[::-1]),
        ({"sort": "oldest"}, list(STATES)),
        ({"sort": "title"}, sorted(STATES)),
        ({"status": ["queued", "running"]}, ["Running", "Queued"]),
        ({"status": "ready"}, ["Shown", "Ready"]),
        ({"published": "true"}, ["Shown"]),
        ({"status": "ready", "published": "false"}, ["Ready"]),
        ({"q": "ed", "sort": "title"}, ["Cancelled", "Failed", "Queued"]),
    ],
)
async def test_songs_are_found_by_what_they_are(
    mara: httpx.AsyncClient, one_of_each: None, query: dict[str, Any], found: list[str]
) -> None:
    assert await titles(mara, **query) == found


async def test_songs_are_counted_by_what_has_become_of_them(
    mara: httpx.AsyncClient, new_person: NewPerson, one_of_each: None
) -> None:
    rui = await new_person()

    assert (await mara.get("/api/songs/counts")).json() == {
        "all": 6,
        "in_progress": 2,
        "ready": 2,
        "published": 1,
        "failed": 1,
        "cancelled": 1,
    }
    assert set((await rui.get("/api/songs/counts")).json().values()) == {0}


async def test_titles_are_in_order_whatever_their_case_and_come_once(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    given = ["beta", "Alpha", "BETA", "a|b", "Beta", "İ", "straße"]
    for title in given:
        song_id = await a_song(sessions, await id_of(mara))
        await mara.patch(f"/api/songs/{song_id}", json={"title": title})

    found = await titles(mara, sort="title")

    assert sorted(found) == sorted(given)
    assert [title.lower() for title in found if "e" in title.lower()[:2]] == [
        "beta"
    ] * 3
    assert found.index("Alpha") < found.index("beta")


@pytest.mark.parametrize("other", ["oldest", "title"])
async def test_a_cursor_is_good_for_its_own_order_only(
    mara: httpx.AsyncClient, one_of_each: None, other: str
) -> None:
    page = (await mara.get("/api/songs?limit=1")).json()

    answer = await mara.get(
        "/api/songs", params={"cursor": page["next_cursor"], "sort": other}
    )

    assert_problem(answer, 422, "bad_cursor", field="cursor")


@pytest.mark.parametrize(
    "parts",
    [
        ("newest", "no id", "2026-01-01T00:00:00+00:00"),
        ("newest", "00000000-0000-0000-0000-000000000000", "no moment"),
        ("newest", "00000000-0000-0000-0000-000000000000"),
        ("title", "00000000-0000-0000-0000-000000000000", "a\0b"),
    ],
)
async def test_a_forged_cursor_is_refused(
    mara: httpx.AsyncClient, parts: tuple[str, ...]
) -> None:
    query = {"cursor": encode(*parts), "sort": parts[0]}

    answer = await mara.get("/api/songs", params=query)

    assert_problem(answer, 422, "bad_cursor", field="cursor")


async def test_an_order_that_is_none_is_refused(mara: httpx.AsyncClient) -> None:
    answer = await mara.get("/api/songs?sort=loudest")

    assert_problem(answer, 422, "invalid_request", field="sort")


async def test_a_song_is_drawn_once_there_is_music(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await ask(mara)
    async with sessions.begin() as session:
        await session.execute(
            text(
                "UPDATE songs SET status = 'ready',"
                " peaks = array_fill(100::smallint, ARRAY[143]) || 1000::smallint"
            )
        )

    [song] = (await mara.get("/api/songs")).json()["items"]

    assert song["mini_peaks"] == [10] * 71 + [100]


@pytest.mark.parametrize("count", [1, 3, 71, 72, 73, 1000])
def test_there_are_always_as_many_slices_and_none_is_quieter_than_its_loudest(
    count: int,
) -> None:
    peaks = [index * 1000 // count for index in range(1, count + 1)]

    drawn = mini_peaks(peaks)

    assert drawn is not None
    assert len(drawn) == 72
    assert drawn == sorted(drawn)
    assert drawn[-1] == 100


def test_without_music_there_is_nothing_to_draw() -> None:
    assert mini_peaks(None) is None
    assert mini_peaks([]) is None


async def test_a_song_from_before_takes_were_counted_is_one_of_one(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await a_song(sessions, await id_of(mara))

    [song] = (await mara.get("/api/songs")).json()["items"]

    assert (song["take"], song["takes"]) == (1, 1)
