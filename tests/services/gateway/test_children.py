"""What was made from a song of mine: all of it, and nothing else."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import NewPerson


async def again(client: httpx.AsyncClient, song: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(f"/api/songs/{song['id']}/regenerate", json={})
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()["songs"][0]
    return made


async def children(client: httpx.AsyncClient, **query: Any) -> list[str]:
    """Ids on all pages of one song each."""
    found: list[str] = []
    query = {"limit": 1, **query}
    while True:
        answer = await client.get("/api/songs", params=query)
        assert answer.status_code == 200, answer.text
        found += [song["id"] for song in answer.json()["items"]]
        query["cursor"] = answer.json()["next_cursor"]
        if query["cursor"] is None:
            return found


@pytest.fixture
async def family(mara: httpx.AsyncClient) -> dict[str, str]:
    """Ids: a song, two made from it, one made from one of those, and a stranger."""
    song = await ask(mara)
    elder, younger = await again(mara, song), await again(mara, song)
    songs = {
        "song": song,
        "elder": elder,
        "younger": younger,
        "grandchild": await again(mara, elder),
        "stranger": await ask(mara),
    }
    return {who: each["id"] for who, each in songs.items()}


@pytest.mark.parametrize(
    ("parent", "query", "found"),
    [
        ("song", {}, ["younger", "elder"]),
        ("song", {"sort": "oldest"}, ["elder", "younger"]),
        ("song", {"status": "queued"}, ["younger", "elder"]),
        ("song", {"status": "ready"}, []),
        ("elder", {}, ["grandchild"]),
        ("stranger", {}, []),
    ],
)
async def test_the_songs_made_from_one_are_found_by_it(
    mara: httpx.AsyncClient,
    family: dict[str, str],
    parent: str,
    query: dict[str, Any],
    found: list[str],
) -> None:
    ids = await children(mara, parent=family[parent], **query)

    assert ids == [family[who] for who in found]


async def test_what_somebody_else_made_from_their_song_is_theirs(
    family: dict[str, str], new_person: NewPerson
) -> None:
    rui = await new_person()
    await ask(rui)

    assert await children(rui, parent=family["song"]) == []


async def test_a_song_that_never_was_has_no_children(mara: httpx.AsyncClient) -> None:
    await ask(mara)

    assert await children(mara, parent=uuid4()) == []


async def test_a_parent_that_is_no_id_is_refused(mara: httpx.AsyncClient) -> None:
    answer = await mara.get("/api/songs?parent=1")

    assert_problem(answer, 422, "invalid_request", field="parent")
