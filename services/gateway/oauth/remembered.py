"""What a provider says about itself, kept for a while."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_FRESH_SECONDS: Final = 3600.0
_RENEWAL_SECONDS: Final = 60.0


class Remembered(Generic[T]):
    """Whoever asks while it is being fetched waits for the same answer."""

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._fetching = asyncio.Lock()
        self._value: T | None = None
        self._fetched_at = 0.0
        self._renewed_at = -_RENEWAL_SECONDS

    async def get(self) -> T:
        async with self._fetching:
            age_seconds = time.monotonic() - self._fetched_at
            if self._value is None or age_seconds > _FRESH_SECONDS:
                await self._refresh()
            assert self._value is not None  # noqa: S101 -- has just been fetched
            return self._value

    async def renew(self) -> T | None:
        """Fetch it before its time, at most once a minute; None: that was just done."""
        async with self._fetching:
            if time.monotonic() - self._renewed_at < _RENEWAL_SECONDS:
                return None
            self._renewed_at = time.monotonic()
            await self._refresh()
            return self._value

    async def _refresh(self) -> None:
        self._value = await self._fetch()
        self._fetched_at = time.monotonic()
