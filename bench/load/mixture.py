"""A little of everything at once: reads, songs, deliveries, and streams that come and go."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

import httpx

from bench.deliveries.story import Event
from bench.load.listeners import listening_once
from bench.load.pacing import Send
from bench.load.sending import answer_of, delivery_sender, song_sender

_READS: Final = (
    *("/api/songs", "/api/feed", "/api/auth/session", "/api/songs/counts"),
    *("/api/credits/entries", "/api/categories", "/readyz"),
)


@dataclass(kw_only=True, slots=True)
class Mixture:
    """A load that goes on until it is cancelled; what came of it is counted."""

    url: str
    cookies: Sequence[str]
    events: Sequence[Event]
    secret: str
    streams: int
    answers: Counter[str] = field(default_factory=Counter)

    async def go_on(
        self, client: httpx.AsyncClient, *, rates: dict[str, float]
    ) -> None:
        """``rates``: how many reads, songs and deliveries a second."""
        senders: dict[str, Send] = {
            "reads": self._reader(client),
            "songs": song_sender(client, self.url, self.cookies),
            "deliveries": delivery_sender(client, self.url, self.events, self.secret),
        }
        async with asyncio.TaskGroup() as group:
            for kind, send in senders.items():
                group.create_task(self._again_and_again(kind, send, rates[kind]))
            for number in range(self.streams):
                group.create_task(self._listen(number))

    def _reader(self, client: httpx.AsyncClient) -> Send:
        async def send(number: int) -> str:
            cookie = self.cookies[number % len(self.cookies)]
            path = _READS[number % len(_READS)]
            headers = {"Cookie": cookie}
            return await answer_of(client.get(f"{self.url}{path}", headers=headers))

        return send

    async def _again_and_again(self, kind: str, send: Send, per_second: float) -> None:
        """One after the other is enough: it is no test of speed."""
        for number in itertools.count():
            self.answers[f"{kind} {await send(number)}"] += 1
            await asyncio.sleep(1 / per_second)

    async def _listen(self, number: int) -> None:
        """Each stays for another while, so that they do not all come at once."""
        for turn in itertools.count():
            cookie = self.cookies[(number + turn) % len(self.cookies)]
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(listening_once(self.url, cookie))
                self.answers["streams"] += 1
                await asyncio.sleep(20 + (7 * number + turn) % 60)
