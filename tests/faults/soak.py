"""Bad weather over a whole stack: people make songs while one network after another fails.

Afterwards every song has ended, and the audit finds nothing. The seed repeats the order of
faults and what people ask for; how the two meet is never quite the same.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tests.e2e.asking import PASSWORD, ended
from tests.e2e.audit import broken_rules
from tests.e2e.stack import SKETCH, RunningStack
from tests.faults.links import Fault
from tests.faults.proxy import FaultProxy
from tests.faults.visitors import Told, Visitor, stay, visiting
from tests.faults.weather import storm

BEHIND_PROXIES: Final = ("postgres", "temporal", "s3", "polar")
SONGS_EACH: Final = 10
"""As many as a new account has credits for."""
LIVENESS_SECONDS: Final = 60.0
"""Within which every song has ended, once the weather is fair."""


@dataclass(kw_only=True, slots=True)
class Soaked:
    """What came of it."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    faults: Counter[tuple[str, Fault]] = field(default_factory=Counter)
    told: Told = field(default_factory=Told)
    settled_seconds: float = 0.0
    broken: list[str] = field(default_factory=list)


@asynccontextmanager
async def stack_behind_proxies(
    place: Path,
) -> AsyncIterator[tuple[RunningStack, list[FaultProxy]]]:
    """A stack whose services reach their servers only by proxies of this process."""
    ports: dict[str, int] = {}

    def leads_to(name: str) -> int:
        if name not in ports:
            ports.update(json.loads((place / "stack" / "ports.json").read_text()))
        return ports[name]

    async with AsyncExitStack() as open_proxies:
        proxies = [
            await open_proxies.enter_async_context(
                FaultProxy(name, partial(leads_to, name)).listening()
            )
            for name in BEHIND_PROXIES
        ]
        detours = {proxy.name: proxy.port for proxy in proxies}
        stack = RunningStack(place, {**SKETCH, "STACK_DETOURS": json.dumps(detours)})
        stack.secrets.add(PASSWORD)
        try:
            # In a thread: while it starts, its services talk through this loop.
            await asyncio.to_thread(stack.start)
            yield stack, proxies
            await asyncio.to_thread(stack.stop)
        finally:
            stack.abandon()


async def soak(
    stack: RunningStack,
    proxies: list[FaultProxy],
    *,
    songs: int,
    users: int,
    seconds: float,
    fault_seconds: float,
    seed: int,
    tell: Callable[[str], None],
) -> Soaked:
    """Make so many songs in so many seconds of storm, then look at what is left."""
    dice, soaked = random.Random(seed), Soaked()  # noqa: S311 -- no secret
    async with AsyncExitStack() as visits:
        people = [
            await visits.enter_async_context(visiting(stack.url, soaked.told))
            for _ in range(users)
        ]
        weather = asyncio.create_task(
            storm(
                proxies,
                every_seconds=fault_seconds,
                dice=dice,
                tell=tell,
                seen=soaked.faults,
            )
        )
        try:
            async with asyncio.TaskGroup() as stays:
                for person, share in zip(people, _shares(songs, users), strict=True):
                    own = random.Random(dice.random())  # noqa: S311
                    stays.create_task(
                        stay(person, songs=share, over_seconds=seconds, dice=own)
                    )
        finally:
            weather.cancel()
            await asyncio.wait({weather})
        tell("fair weather")
        soaked.settled_seconds = await _see_all_end(people, soaked)
    soaked.broken = await broken_rules(stack)
    return soaked


def _shares(songs: int, users: int) -> list[int]:
    return [songs // users + (number < songs % users) for number in range(users)]


async def _see_all_end(people: list[Visitor], soaked: Soaked) -> float:
    began = time.monotonic()
    for person in people:
        for song in person.songs:
            left = LIVENESS_SECONDS - (time.monotonic() - began)
            found = await ended(person.client, song, within_seconds=max(left, 1))
            soaked.ends[found["status"]] += 1
            if found["failure"]:
                soaked.failures[found["failure"]["code"]] += 1
    return time.monotonic() - began
