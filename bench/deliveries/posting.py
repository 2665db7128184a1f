"""Delivers as Polar does: again and again until it is taken, over a bad line if asked."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final
from urllib.parse import urlsplit

import httpx

from bench.deliveries.story import Event
from devstack.polar.outbox import MOST_ATTEMPTS
from devstack.polar.signing import headers_for

_ANSWER_SECONDS: Final = 30.0
_BACK_OFF_SECONDS: Final = 0.05
_LONGEST_BACK_OFF_SECONDS: Final = 5.0


@dataclass(kw_only=True, slots=True)
class Tally:
    """How the deliveries went."""

    delivered: int = 0
    lost: int = 0
    """Given up after ten attempts."""
    cut: int = 0
    seconds: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def retries(self) -> int:
        """Attempts that were answered with no success, or not at all."""
        return sum(self.answers.values()) - self.delivered

    def at(self, share: float) -> float:
        """So many milliseconds or fewer in such a share of the attempts."""
        ordered = sorted(self.latencies_ms)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Poster:
    def __init__(
        self,
        addresses: Sequence[str],
        *,
        secret: str,
        dice: Random,
        cut_share: float = 0.0,
        at_once: int = 16,
    ) -> None:
        self._addresses = addresses
        self._secret = secret
        self._dice = dice
        self._cut_share = cut_share
        self._at_once = at_once
        self._tally = Tally()

    async def post(self, deliveries: Sequence[Event]) -> Tally:
        waiting = iter(deliveries)
        start = time.perf_counter()
        limits = httpx.Limits(max_connections=self._at_once)
        async with (
            httpx.AsyncClient(
                timeout=_ANSWER_SECONDS, limits=limits, trust_env=False
            ) as client,
            asyncio.TaskGroup() as group,
        ):
            for _ in range(self._at_once):
                # They share one iterator: each takes the next that nobody has.
                group.create_task(self._work(client, waiting))
        self._tally.seconds = time.perf_counter() - start
        return self._tally

    async def _work(self, client: httpx.AsyncClient, waiting: Iterator[Event]) -> None:
        for event in waiting:
            await self._deliver(client, event)

    async def _deliver(self, client: httpx.AsyncClient, event: Event) -> None:
        for attempt in range(MOST_ATTEMPTS):
            address = self._dice.choice(self._addresses)
            if self._dice.random() < self._cut_share:
                await self._cut(address, event)
            elif await self._is_taken(client, address, event):
                self._tally.delivered += 1
                return
            wait = _BACK_OFF_SECONDS * 2**attempt
            await asyncio.sleep(min(wait, _LONGEST_BACK_OFF_SECONDS))
        self._tally.lost += 1

    async def _is_taken(
        self, client: httpx.AsyncClient, address: str, event: Event
    ) -> bool:
        start = time.perf_counter()
        try:
            answer = await client.post(
                address, content=event.body.encode(), headers=self._headers(event)
            )
        except httpx.HTTPError as failure:
            self._tally.answers[type(failure).__name__] += 1
            return False
        self._tally.latencies_ms.append((time.perf_counter() - start) * 1000)
        self._tally.answers[str(answer.status_code)] += 1
        return answer.is_success

    async def _cut(self, address: str, event: Event) -> None:
        """Hang up in the middle of the request, or before its answer."""
        parts = urlsplit(address)
        body = event.body.encode()
        lines = [f"POST {parts.path} HTTP/1.1", f"host: {parts.netloc}"]
        lines += [f"{name}: {value}" for name, value in self._headers(event).items()]
        head = "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode()
        _, line = await asyncio.open_connection(parts.hostname, parts.port)
        is_whole = self._dice.random() < 0.5
        line.write(head + (body if is_whole else body[: len(body) // 2]))
        await line.drain()
        line.close()
        await line.wait_closed()
        self._tally.cut += 1

    def _headers(self, event: Event) -> dict[str, str]:
        return headers_for(
            event.body,
            event_id=event.id,
            timestamp=int(time.time()),
            secrets=[self._secret],
        )
