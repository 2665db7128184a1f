"""How a process that was told to stop leaves what it still waits for."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class StoppedEarly(Exception):
    """The process was told to stop before it had begun to work."""


async def unless_stopped(
    stop: asyncio.Event, work: Coroutine[Any, Any, Result]
) -> Result:
    """What ``work`` gives; ``StoppedEarly`` once ``stop`` is set before it is done."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        raise StoppedEarly
    return working.result()
