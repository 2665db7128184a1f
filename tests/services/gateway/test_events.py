"""A song's progress as its owner's browser hears it."""

from typing import Any

import httpx
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask
from tests.services.gateway.following import events, read_events


async def test_events_tell_stage_and_step_and_end_with_the_song(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = StuckInference()
    seen: list[Any] = []
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        async with mara.stream("GET", f"/api/songs/{song['id']}/events") as answer:
            async for event in read_events(answer):
                seen.append(event)
                if event[1].get("step") == 30:
                    await mara.post(f"/api/songs/{song['id']}/cancel")

    name, data, _ = next(event for event in seen if event[1].get("step") == 30)
    assert name == "progress"
    assert data["status"] == "running"
    assert data["stage"] == "composing"
    assert (data["step"], data["steps"]) == (30, 60)
    assert data["queue_ahead"] == 0
    assert [event[0] for event in seen].count("done") == 1
    assert seen[-1][0] == "done"


async def test_a_client_that_comes_back_is_told_only_news(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    song = await ask(mara)
    path = f"/api/songs/{song['id']}/events"
    async with mara.stream("GET", path) as answer:
        first = await anext(read_events(answer))

    async with workers(temporal, songs, FakeInference()):
        rest = await events(mara, song["id"], **{"Last-Event-ID": first[2]})

    assert first[1]["status"] == "queued"
    assert first not in rest
    assert rest[-1][0] == "done"


async def test_a_waiting_song_says_how_many_are_ahead(
    mara: httpx.AsyncClient,
) -> None:
    await ask(mara, takes=2)
    last = await ask(mara)

    async with mara.stream("GET", f"/api/songs/{last['id']}/events") as answer:
        _, data, _ = await anext(read_events(answer))

    assert data["queue_ahead"] == 2
