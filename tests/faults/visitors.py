"""People who go on using the service through any weather, as a patient client would."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

import httpx

from tests.e2e.asking import PASSWORD

_PATIENCE_SECONDS: Final = 20.0
_PAUSE_SECONDS: Final = 0.5
# What says "later": an outage, one's own quota or pace, a key whose first request goes on.
_LATER: Final = frozenset(
    {
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
_IN_FLIGHT: Final = "request_in_flight"
_SONG: Final = {"mode": "description", "audio_duration": 6}


@dataclass(slots=True)
class Told:
    """What clients went through, over all of them."""

    tries: int = 0
    repeated: int = 0
    """Tries that had to be made again: cut, timed out, or told to come later."""
    slowest_seconds: float = 0.0


@dataclass(slots=True)
class Visitor:
    client: httpx.AsyncClient
    told: Told
    songs: list[dict[str, Any]] = field(default_factory=list)
    cancelled: set[str] = field(default_factory=set)

    async def ask(self, words: str) -> None:
        """One song, however often it must be asked for: the key makes it one."""
        request = {**_SONG, "full_described_song": words}
        key = {"Idempotency-Key": uuid4().hex}
        answer = await self.insist(
            lambda: self.client.post("/api/songs", json=request, headers=key)
        )
        assert answer.status_code == HTTPStatus.ACCEPTED, answer.text
        self.songs += answer.json()["songs"]

    async def cancel(self, song_id: str) -> None:
        answer = await self.insist(
            lambda: self.client.post(f"/api/songs/{song_id}/cancel")
        )
        if answer.status_code == HTTPStatus.ACCEPTED:
            self.cancelled.add(song_id)
        else:
            # It had ended before it was asked to.
            assert answer.status_code == HTTPStatus.CONFLICT, answer.text

    async def insist(
        self, request: Callable[[], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        """The first answer that is no outage; a bare 500 is an answer, and a bug."""
        clock = asyncio.get_running_loop().time
        began = clock()
        while True:
            self.told.tries += 1
            try:
                answer = await request()
            except httpx.TransportError:
                answer = None
            if answer is not None and not _is_later(answer):
                self.told.slowest_seconds = max(
                    self.told.slowest_seconds, clock() - began
                )
                return answer
            self.told.repeated += 1
            await asyncio.sleep(_PAUSE_SECONDS)


def _is_later(answer: httpx.Response) -> bool:
    if answer.status_code in _LATER:
        return True
    conflict = answer.status_code == HTTPStatus.CONFLICT
    return conflict and answer.json().get("code") == _IN_FLIGHT


@asynccontextmanager
async def visiting(url: str, told: Told) -> AsyncIterator[Visitor]:
    """Somebody who has signed up; that is done in fair weather."""
    async with httpx.AsyncClient(
        base_url=url,
        headers={"Origin": url},
        timeout=_PATIENCE_SECONDS,
        trust_env=False,
    ) as client:
        answer = await client.post(
            "/api/auth/sign-up",
            json={
                "email": f"{uuid4().hex}@example.org",
                "password": PASSWORD,
                "name": "Mara",
            },
        )
        assert answer.status_code == HTTPStatus.CREATED, answer.text
        yield Visitor(client, told)


async def stay(
    visitor: Visitor, *, songs: int, over_seconds: float, dice: random.Random
) -> None:
    """Ask for songs, spread over the time; take back one in five."""
    for number in range(songs):
        await asyncio.sleep(dice.uniform(0, 2 * over_seconds / songs))
        await visitor.ask(f"a quick folk song about harbour number {number}")
        if dice.random() < 0.2:
            await visitor.cancel(visitor.songs[-1]["id"])
