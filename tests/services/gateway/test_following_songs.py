"""One stream for all of a person's songs, as the web app holds it open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import select
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from shared.db import Sessions
from shared.models.session import Session
from shared.models.song import Song
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.following import read_events
from tests.services.gateway.keys import bearer, new_key

Event: TypeAlias = tuple[str, Any, str]


@asynccontextmanager
async def following(
    client: httpx.AsyncClient, **headers: str
) -> AsyncIterator[AsyncIterator[Event]]:
    async with client.stream("GET", "/api/songs/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield read_events(answer)


async def until(
    events: AsyncIterator[Event], kind: str, *, times: int = 1
) -> list[Any]:
    """The events up to the last of so many of a kind."""
    seen: list[Any] = []
    while sum(event[0] == kind for event in seen) < times:
        seen.append(await anext(events))
    return seen


async def end(sessions: Sessions, song_id: str, status: str) -> None:
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE songs SET status = :status WHERE id = :id"),
            {"status": status, "id": song_id},
        )


async def test_all_songs_go_on_in_one_stream_and_each_ends_once(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    first = await ask(mara)
    async with following(mara) as events:
        [waiting] = await until(events, "progress")
        # Asked for while the stream is open.
        second = await ask(mara)
        async with workers(temporal, songs, FakeInference()):
            seen = await until(events, "done", times=2)

    assert waiting[1]["song_id"] == first["id"]
    assert waiting[1]["status"] == "queued"
    done = [data for kind, data, _ in seen if kind == "done"]
    assert {song["id"] for song in done} == {first["id"], second["id"]}
    assert {song["status"] for song in done} == {"ready"}
    for song_id in (first["id"], second["id"]):
        own = [
            kind
            for kind, data, _ in seen
            if song_id in (data.get("song_id"), data.get("id"))
        ]
        assert own.count("done") == 1
        assert own[-1] == "done"


async def test_progress_tells_stage_and_step(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = StuckInference()
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        async with following(mara) as events:
            while (data := (await anext(events))[1])["step"] != 30:
                pass
            await mara.post(f"/api/songs/{song['id']}/cancel")
            last = (await until(events, "done"))[-1][1]

    assert data == {
        "song_id": song["id"],
        "status": "running",
        "stage": "composing",
        "step": 30,
        "steps": 60,
        "queue_ahead": 0,
        "eta_seconds": data["eta_seconds"],
        "waiting_for": None,
    }
    assert last["status"] == "cancelled"


async def test_a_client_that_comes_back_is_told_what_ended_and_nothing_twice(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    told, missed, waiting = [(await ask(mara))["id"] for _ in range(3)]
    async with following(mara) as events:
        await until(events, "progress", times=3)
        await end(sessions, told, "failed")
        last_id = (await until(events, "done"))[-1][2]
    await end(sessions, missed, "ready")
    # It came and went while nobody looked.
    unseen = (await ask(mara))["id"]
    await end(sessions, unseen, "failed")

    async with following(mara, **{"Last-Event-ID": last_id}) as events:
        seen = await until(events, "progress")

    assert [(kind, data.get("id") or data["song_id"]) for kind, data, _ in seen] == [
        ("done", missed),
        ("done", unseen),
        ("progress", waiting),
    ]


@pytest.mark.parametrize("last_id", ["", "nonsense", "1e999", "nan", "-1_x", "0_0"])
async def test_an_id_that_no_event_had_is_as_good_as_none(
    mara: httpx.AsyncClient, sessions: Sessions, last_id: str
) -> None:
    ended, waiting = [(await ask(mara))["id"] for _ in range(2)]
    await end(sessions, ended, "ready")

    async with following(mara, **{"Last-Event-ID": last_id}) as events:
        [(kind, data, _)] = await until(events, "progress")

    assert (kind, data["song_id"]) == ("progress", waiting)


async def test_what_ended_long_ago_is_no_news(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    old, waiting = [(await ask(mara))["id"] for _ in range(2)]
    await end(sessions, old, "ready")
    async with sessions.begin() as session:
        song = await session.get_one(Song, UUID(old))
        song.created_at = song.created_at.replace(year=2020)

    async with following(mara, **{"Last-Event-ID": "0.0"}) as events:
        [(kind, data, _)] = await until(events, "progress")

    assert (kind, data["song_id"]) == ("progress", waiting)


async def test_a_song_that_is_deleted_is_gone(mara: httpx.AsyncClient) -> None:
    deleted, waiting = [(await ask(mara))["id"] for _ in range(2)]
    async with following(mara) as events:
        await until(events, "progress", times=2)
        await mara.delete(f"/api/songs/{deleted}")
        [*_, (_, data, _)] = await until(events, "gone")

    assert data == {"song_id": deleted}
    assert waiting != deleted


async def test_nobody_is_told_of_somebody_elses_songs(
    mara: httpx.AsyncClient, new_person: NewPerson, nobody: httpx.AsyncClient
) -> None:
    await ask(mara)
    rui = await new_person()
    own = await ask(rui)

    async with following(rui) as events:
        [(_, data, _)] = await until(events, "progress")

    assert data["song_id"] == own["id"]
    assert data["queue_ahead"] == 1
    assert_problem(await nobody.get("/api/songs/events"), 401, "not_signed_in")


@pytest.mark.parametrize("path", ["/api/songs/events", "/api/songs/{id}/events"])
async def test_a_stream_ends_with_the_session_that_opened_it(
    mara: httpx.AsyncClient, sessions: Sessions, path: str
) -> None:
    song = await ask(mara)

    async with mara.stream("GET", path.format(**song)) as answer:
        events = read_events(answer)
        await anext(events)
        async with sessions.begin() as session:
            for each in await session.exec(select(Session)):
                await session.delete(each)
        rest = [event async for event in events]

    assert [kind for kind, _, _ in rest if kind == "done"] == []


async def test_a_stream_ends_with_the_key_that_opened_it(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    key = await new_key(mara, scopes=["songs:read"])
    await ask(mara)

    async with following(program, **bearer(key)) as events:
        await until(events, "progress")
        await mara.delete(f"/api/api-keys/{key['id']}")
        rest = [event async for event in events]

    assert [kind for kind, _, _ in rest if kind == "done"] == []


async def test_the_description_gives_each_event_its_shape(
    nobody: httpx.AsyncClient,
) -> None:
    document = (await nobody.get("/openapi.json")).json()

    stream = str(document["paths"]["/api/songs/events"]["get"]["responses"]["200"])
    assert "text/event-stream" in stream
    for name in ("SongProgressRead", "SongRead", "SongGoneRead"):
        assert f"#/components/schemas/{name}" in stream
    schemas = document["components"]["schemas"]
    assert "song_id" in schemas["SongProgressRead"]["properties"]
    assert "waiting_for" in schemas["ProgressRead"]["properties"]
