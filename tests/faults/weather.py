"""Bad weather by the clock: every few seconds another fault before another server."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence

from tests.faults.links import Fault
from tests.faults.proxy import FaultProxy

_OF_HTTP = {Fault.BUSY, Fault.FULL}
FAULTS = tuple(fault for fault in Fault if fault not in {Fault.NONE, *_OF_HTTP})
"""Those of any network."""


async def storm(
    proxies: Sequence[FaultProxy],
    *,
    every_seconds: float,
    dice: random.Random,
    tell: Callable[[str], None],
    seen: Counter[tuple[str, Fault]],
) -> None:
    """One fault at a time, each pair of server and fault before any comes again.

    Runs until cancelled, and then leaves every network well.
    """
    try:
        while True:
            pairs = [(proxy, fault) for proxy in proxies for fault in FAULTS]
            dice.shuffle(pairs)
            for proxy, fault in pairs:
                tell(f"{proxy.name}: {fault}")
                seen[proxy.name, fault] += 1
                proxy.turn(fault)
                await asyncio.sleep(every_seconds)
                proxy.turn(Fault.NONE)
    finally:
        for proxy in proxies:
            proxy.turn(Fault.NONE)
