"""Requests that change something: songs asked for, deliveries of the shop."""

import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import Any, Final

import httpx
import psycopg

from bench.deliveries.books import sign_up
from bench.deliveries.story import Event, people_for, story_of
from bench.load.pacing import Send
from devstack.polar.signing import headers_for

SONG: Final[dict[str, Any]] = {
    "mode": "description",
    "full_described_song": "a night train by the sea",
    "audio_duration": 30,
}
_PATIENCE_SECONDS: Final = 30.0
_MOST_CONNECTIONS: Final = 200


@asynccontextmanager
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=_MOST_CONNECTIONS)
    async with httpx.AsyncClient(
        timeout=_PATIENCE_SECONDS, limits=limits, trust_env=False
    ) as client:
        yield client


def song_sender(client: httpx.AsyncClient, url: str, cookies: Sequence[str]) -> Send:
    """Everybody in turn asks for one song."""

    async def send(number: int) -> str:
        cookie = cookies[number % len(cookies)]
        headers = {"Cookie": cookie, "Origin": url}
        return await answer_of(
            client.post(f"{url}/api/songs", json=SONG, headers=headers)
        )

    return send


def events_of(connection: psycopg.Connection, *, orders: int) -> Sequence[Event]:
    """What the shop tells of so many orders, whose buyers have an account."""
    dice = Random(1)  # noqa: S311 -- reproducible on purpose
    people = people_for(orders, dice=dice)
    sign_up(connection, people)
    return story_of(people, orders=orders, dice=dice).events


def delivery_sender(
    client: httpx.AsyncClient, url: str, events: Sequence[Event], secret: str
) -> Send:
    """The shop's deliveries, each signed at the moment of sending."""

    async def send(number: int) -> str:
        event = events[number % len(events)]
        headers = headers_for(
            event.body, event_id=event.id, timestamp=int(time.time()), secrets=[secret]
        )
        content = event.body.encode()
        return await answer_of(
            client.post(f"{url}/webhooks/polar", content=content, headers=headers)
        )

    return send


async def answer_of(sent: Awaitable[httpx.Response]) -> str:
    """Its status, or why there is none."""
    try:
        return str((await sent).status_code)
    except httpx.HTTPError as failure:
        return type(failure).__name__
