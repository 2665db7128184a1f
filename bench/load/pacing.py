"""Sends at a steady rate whatever comes back, or as fast as answers come."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bench.load.figures import at

Send: TypeAlias = Callable[[int], Awaitable[str]]
"""Sends the so-manieth, and says how it was answered."""


@dataclass(kw_only=True, slots=True)
class Paced:
    seconds: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        return len(self.latencies_ms) / self.seconds

    def at(self, share: float) -> float:
        return at(self.latencies_ms, share)

    def note(self, answer: str, *, since: float) -> None:
        self.latencies_ms.append(1000 * (time.monotonic() - since))
        self.answers[answer] += 1


async def steadily(send: Send, *, per_second: float, seconds: float) -> Paced:
    """An open loop: what was to be sent while the server was slow counts from then on."""
    paced, started = Paced(), time.monotonic()

    async def one(number: int) -> None:
        due = started + number / per_second
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        paced.note(await send(number), since=due)

    async with asyncio.TaskGroup() as group:
        for number in range(round(per_second * seconds)):
            group.create_task(one(number))
    paced.seconds = time.monotonic() - started
    return paced


async def flat_out(send: Send, *, at_once: int, seconds: float) -> Paced:
    """A closed loop: so many senders, each of which waits for its answer."""
    paced, started, numbers = Paced(), time.monotonic(), itertools.count()

    async def one() -> None:
        while time.monotonic() < started + seconds:
            sent = time.monotonic()
            paced.note(await send(next(numbers)), since=sent)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one())
    paced.seconds = time.monotonic() - started
    return paced
