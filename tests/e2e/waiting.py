"""How end-to-end tests wait: for something to be so, never for time to pass."""

import asyncio
import time
from collections.abc import Awaitable, Callable

_LOOK_EVERY_SECONDS = 0.05


async def until(so: Callable[[], bool], *, what: str, within_seconds: float) -> None:
    """Return once ``so()`` holds; fail, naming ``what``, when it takes too long."""

    async def look() -> bool:
        return so()

    await until_true(look, what=what, within_seconds=within_seconds)


async def until_true(
    so: Callable[[], Awaitable[bool]], *, what: str, within_seconds: float
) -> None:
    deadline = time.monotonic() + within_seconds
    while not await so():
        if time.monotonic() > deadline:
            raise AssertionError(f"Not so after {within_seconds:g} s: {what}")
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
