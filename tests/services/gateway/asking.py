"""What tests send, and how they read the answers."""

from typing import Any

import httpx

DESCRIPTION: dict[str, Any] = {
    "mode": "description",
    "full_described_song": "a night train by the sea",
    "audio_duration": 30,
}
LYRICS: dict[str, Any] = {
    "mode": "lyrics",
    "prompt": "folk, warm",
    "lyrics": "[verse]\nThe last train leaves",
}
DESCRIBED: dict[str, Any] = {
    "mode": "described_lyrics",
    "prompt": "folk, warm",
    "described_lyrics": "about a train",
}


async def ask(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """Ask for songs and return the first."""
    answer = await client.post("/api/songs", json={**DESCRIPTION, **changes})
    assert answer.status_code == 202, answer.text
    song: dict[str, Any] = answer.json()["songs"][0]
    return song


async def available(client: httpx.AsyncClient) -> int:
    funds: dict[str, int] = (await client.get("/api/credits")).json()
    return funds["available"]


def assert_problem(
    answer: httpx.Response, status: int, code: str, *, field: str | None = None
) -> None:
    """Every refusal has one shape, and names its field."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["code"] == code
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert body["detail"]
    if field is not None:
        assert field in [error["field"] for error in body["errors"]]
