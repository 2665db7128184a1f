"""An answer that many want, and that is asked for seldom."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """What was answered last, for so many seconds; whoever comes later asks anew.

    Who comes meanwhile waits for the same answer. An error is nobody's answer: it rises,
    and the next one asks again.
    """

    def __init__(self, ask: Callable[[], Awaitable[T]], *, seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._known: tuple[float, T] | None = None
        self._asking = asyncio.Lock()

    async def get(self) -> T:
        async with self._asking:
            if self._known is not None:
                asked_at, answer = self._known
                if time.monotonic() - asked_at < self._seconds:
                    return answer
            answer = await self._ask()
            self._known = time.monotonic(), answer
            return answer
