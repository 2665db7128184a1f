"""Follows a song by its events, as a browser does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask


async def events(client: httpx.AsyncClient, song_id: str, **headers: str) -> list[Any]:
    """A song's events until it is done, as (event, data, id)."""
    path = f"/api/songs/{song_id}/events"
    async with client.stream("GET", path, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [event async for event in read_events(answer)]


async def read_events(answer: httpx.Response) -> AsyncIterator[tuple[str, Any, str]]:
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        fields[name] = value
        if not line and "event" in fields:
            yield fields["event"], json.loads(fields["data"]), fields["id"]
            fields = {}


async def with_first_event(answer: httpx.Response) -> httpx.Response:
    """An answer with all that it says; of one that goes on, with the first event."""
    if not answer.headers.get("content-type", "").startswith("text/event-stream"):
        await answer.aread()
        return answer
    said = b""
    async for chunk in answer.aiter_bytes():
        said += chunk
        if b"data: " in said:
            break
    await answer.aclose()
    return httpx.Response(answer.status_code, headers=answer.headers, content=said)


@asynccontextmanager
async def a_ready_song(
    client: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> AsyncIterator[dict[str, Any]]:
    async with workers(temporal, songs, FakeInference()):
        song = await ask(client)
        yield (await events(client, song["id"]))[-1][1]
