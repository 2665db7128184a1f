"""Songs that are there before a test begins, asked for by the API."""

from typing import Any

import httpx

from tests.canaries import STACK_WORD
from tests.e2e.asking import ended

SECONDS = 12
TOP, BELOW = "Anchor and Rope", "Bells at Noon"
"""The songs of a listener, as their list shows them."""
_REQUEST: dict[str, Any] = {
    "mode": "lyrics",
    "title": "Harbour at Dawn",
    "prompt": f"folk, acoustic guitar, warm, {STACK_WORD}",
    "lyrics": "[verse]\nThe nets are dry, the gulls are gone\n\n[chorus]\nRow, river, row",
    "audio_duration": SECONDS,
    "seed": 7,
}


async def ready_song(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """Ask for one and wait until it is ready: a few seconds with the sketch engine."""
    answer = await client.post("/api/songs", json={**_REQUEST, **changes})
    assert answer.is_success, answer.text
    song = await ended(client, answer.json()["songs"][0])
    assert song["status"] == "ready", song
    return song


async def publish(client: httpx.AsyncClient, song: dict[str, Any]) -> dict[str, Any]:
    answer = await client.patch(f"/api/songs/{song['id']}", json={"published": True})
    assert answer.is_success, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


async def in_progress(client: httpx.AsyncClient) -> int:
    counts = (await client.get("/api/songs/counts")).raise_for_status().json()
    number: int = counts["in_progress"]
    return number


async def cancel_all(client: httpx.AsyncClient) -> None:
    """So that whoever comes next need not wait for them."""
    query: dict[str, list[str] | int] = {"status": ["queued", "running"], "limit": 100}
    page = (await client.get("/api/songs", params=query)).raise_for_status().json()
    for song in page["items"]:
        await client.post(f"/api/songs/{song['id']}/cancel")
