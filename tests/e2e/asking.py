"""What the end-to-end tests ask of the service, and how they follow the answer."""

import json
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import httpx

from tests.canaries import STACK_PASSWORD, STACK_WORD
from tests.e2e.waiting import until_true

CANARY = STACK_WORD
"""In every request, and never in a log."""
PASSWORD = STACK_PASSWORD
DESCRIPTION: dict[str, Any] = {
    "mode": "description",
    "full_described_song": f"a quick {CANARY} folk song about a harbour at dawn",
    "audio_duration": 6,
}
LYRICS: dict[str, Any] = {
    "mode": "lyrics",
    "prompt": f"rock, driving, {CANARY}",
    "lyrics": f"[verse]\nThe {CANARY} engines wake\n\n[chorus]\nRun, river, run",
    "audio_duration": 7.5,
}
DESCRIBED: dict[str, Any] = {
    "mode": "described_lyrics",
    "prompt": f"lo-fi, warm, {CANARY}",
    "described_lyrics": f"rain on a {CANARY} roof",
    "instrumental": True,
    "audio_duration": 8,
}

Event = tuple[str, dict[str, Any]]


async def ask(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """Ask for one song."""
    [song] = await ask_for(client, {**DESCRIPTION, **changes})
    return song


async def ask_for(
    client: httpx.AsyncClient, request: dict[str, Any]
) -> list[dict[str, Any]]:
    answer = await client.post("/api/songs", json=request)
    assert answer.status_code == HTTPStatus.ACCEPTED, answer.text
    songs: list[dict[str, Any]] = answer.json()["songs"]
    return songs


async def available(client: httpx.AsyncClient) -> int:
    answer = await client.get("/api/credits")
    funds: dict[str, int] = answer.raise_for_status().json()
    return funds["available"]


async def is_ready(client: httpx.AsyncClient) -> bool:
    with suppress(httpx.TransportError):
        return (await client.get("/readyz")).status_code == HTTPStatus.OK
    return False


async def follow(
    client: httpx.AsyncClient,
    song: dict[str, Any],
    *,
    until: Callable[[Event], bool] = lambda _: False,
) -> list[Event]:
    """A song's events up to the one that is waited for, or to the end of the stream."""
    events: list[Event] = []
    name = ""
    async with client.stream("GET", f"/api/songs/{song['id']}/events") as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                events.append((name, json.loads(value)))
                if until(events[-1]):
                    break
    return events


async def composing(client: httpx.AsyncClient, song: dict[str, Any]) -> None:
    """Return in the middle of composing, and fail if that was missed."""
    events = await follow(client, song, until=_is_composing)
    assert _is_composing(events[-1]), events[-1]


async def ended(
    client: httpx.AsyncClient, song: dict[str, Any], *, within_seconds: float = 60
) -> dict[str, Any]:
    """The song once nothing more happens to it, through any outage of the service."""
    found: dict[str, Any] = {}

    async def is_ended() -> bool:
        with suppress(httpx.TransportError):
            answer = await client.get(f"/api/songs/{song['id']}")
            # An outage is told as one; a bare 500 would be a bug.
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                found.update(answer.raise_for_status().json())
        return found.get("status") in {"ready", "failed", "cancelled"}

    await until_true(is_ended, what="the song ended", within_seconds=within_seconds)
    return found


def _is_composing(event: Event) -> bool:
    _, facts = event
    return facts["stage"] == "composing" and (facts.get("step") or 0) > 0
