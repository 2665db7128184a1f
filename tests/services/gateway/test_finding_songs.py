"""Who may see which songs, and how they are found."""

from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from shared.pagination import encode
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import NewPerson

ADDRESSES = [
    ("GET", ""),
    ("GET", "/audio"),
    ("GET", "/waveform"),
    ("GET", "/events"),
    ("POST", "/cancel"),
    ("POST", "/regenerate"),
    ("PATCH", ""),
    ("DELETE", ""),
]


@pytest.mark.parametrize(("method", "part"), ADDRESSES)
async def test_what_is_not_mine_does_not_exist(
    mara: httpx.AsyncClient, new_person: NewPerson, method: str, part: str
) -> None:
    song = await ask(mara)
    rui = await new_person()

    answer = await rui.request(method, f"/api/songs/{song['id']}{part}", json={})

    assert_problem(answer, 404, "not_found")
    assert (await mara.get(f"/api/songs/{song['id']}")).json()["status"] == "queued"


@pytest.mark.parametrize(("method", "part"), ADDRESSES)
async def test_a_song_that_never_was_is_not_found(
    mara: httpx.AsyncClient, method: str, part: str
) -> None:
    answer = await mara.request(method, f"/api/songs/{uuid4()}{part}", json={})

    assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("UPDATE songs SET published = true, status = 'ready'", 200),
        ("UPDATE songs SET published = true, status = 'running'", 404),
        ("UPDATE songs SET published = false, status = 'ready'", 404),
    ],
)
async def test_others_see_a_song_when_it_is_published_and_ready(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    state: str,
    status: int,
) -> None:
    song = await ask(mara)
    async with sessions.begin() as session:
        await session.execute(text(state))

    assert (await nobody.get(f"/api/songs/{song['id']}")).status_code == status


async def test_an_id_that_is_none_is_refused(mara: httpx.AsyncClient) -> None:
    answer = await mara.get("/api/songs/1")

    assert_problem(answer, 422, "invalid_request", field="song_id")


async def test_my_songs_come_newest_first_in_pages(mara: httpx.AsyncClient) -> None:
    for number in range(3):
        await ask(mara, title=f"Song {number}")

    first = (await mara.get("/api/songs?limit=2")).json()
    second = (await mara.get(f"/api/songs?cursor={first['next_cursor']}")).json()

    assert [song["title"] for song in first["items"]] == ["Song 2", "Song 1"]
    assert [song["title"] for song in second["items"]] == ["Song 0"]
    assert second["next_cursor"] is None


async def test_my_songs_can_be_searched_and_filtered(mara: httpx.AsyncClient) -> None:
    await ask(mara, title="100% Rain")
    await ask(mara, title="1000 Suns")

    found = (await mara.get("/api/songs", params={"q": "100% r"})).json()["items"]
    ready = (await mara.get("/api/songs?status=ready")).json()["items"]

    assert [song["title"] for song in found] == ["100% Rain"]
    assert ready == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%F0%9F%8E%B5", "cursor"),
    ],
)
@pytest.mark.parametrize("list_of", ["songs", "credits/entries"])
async def test_a_query_that_cannot_be_names_its_field(
    mara: httpx.AsyncClient, list_of: str, query: str, field: str
) -> None:
    answer = await mara.get(f"/api/{list_of}?{query}")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_a_status_that_is_none_is_refused(mara: httpx.AsyncClient) -> None:
    answer = await mara.get("/api/songs?status=done")

    assert_problem(answer, 422, "invalid_request", field="status")


@pytest.mark.parametrize("words", [str(2**63), "-1", " 5 ", "1_0", "\u0665"])
async def test_a_forged_cursor_of_the_statement_is_refused(
    mara: httpx.AsyncClient, words: str
) -> None:
    answer = await mara.get("/api/credits/entries", params={"cursor": encode(words)})

    assert_problem(answer, 422, "bad_cursor", field="cursor")
