"""Pages fit together while songs come, go and move."""

import httpx
import pytest

from shared.db import Sessions
from tests.services.gateway.feed.stage import (
    change,
    publish,
    somebody,
    titles,
    withdraw,
)

FEED = "/api/feed"


@pytest.mark.parametrize("section", ["trending", "newest"])
@pytest.mark.parametrize("category", [{}, {"category": "Jazz"}])
async def test_songs_of_one_moment_are_each_listed_once(
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    section: str,
    category: dict[str, str],
) -> None:
    noor_id = await somebody(sessions)
    for number in range(7):
        await publish(sessions, noor_id, f"{number}", categories=["Jazz"])
    await change(sessions, "UPDATE songs SET published_at = '2026-05-01T12:00:00Z'")

    found = await titles(nobody, FEED, section=section, **category)

    assert sorted(found) == [f"{number}" for number in range(7)]


async def test_a_song_that_rises_while_i_read_is_not_listed_twice(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    noor_id = await somebody(sessions)
    songs = [
        await publish(sessions, noor_id, f"{days}", days_ago=days) for days in range(5)
    ]
    first = (await nobody.get(FEED, params={"limit": 2})).json()

    # The first one on the next page overtakes all, one that was shown falls to the end.
    await change(
        sessions, "UPDATE songs SET listen_count = 9000 WHERE id = :id", id=songs[2]
    )
    await withdraw(sessions, songs[4])
    second = (await nobody.get(FEED, params={"cursor": first["next_cursor"]})).json()

    assert [song["title"] for song in first["items"]] == ["0", "1"]
    assert [song["title"] for song in second["items"]] == ["3"]
    assert second["next_cursor"] is None


async def test_paging_ends_though_all_scores_move_between_pages(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    noor_id = await somebody(sessions)
    for days in range(6):
        await publish(sessions, noor_id, f"{days}", days_ago=days)
    found: list[str] = []
    page = (await nobody.get(FEED, params={"limit": 2})).json()

    for turn in range(10):
        found += [song["title"] for song in page["items"]]
        if page["next_cursor"] is None:
            break
        await change(
            sessions,
            "UPDATE songs SET listen_count = floor(1000 * random()), like_count = :turn",
            turn=turn,
        )
        asked = {"limit": 2, "cursor": page["next_cursor"]}
        page = (await nobody.get(FEED, params=asked)).json()

    assert page["next_cursor"] is None
    assert set(found) <= {f"{days}" for days in range(6)}


async def test_the_last_page_when_it_is_full_has_no_next_one(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    noor_id = await somebody(sessions)
    for _ in range(2):
        await publish(sessions, noor_id)

    page = (await nobody.get(FEED, params={"limit": 2})).json()

    assert (len(page["items"]), page["next_cursor"]) == (2, None)
