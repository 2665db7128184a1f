"""Passwords: hashed with Argon2id, off the event loop, at most two at once.

Parameters: 19 MiB, 2 passes, 1 lane, about 100 ms, after the OWASP password storage
cheat sheet. A hash of other parameters is renewed at the next sign-in.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Passwords:
    def __init__(self) -> None:
        # Threads of their own: others may all be waiting for a server that is away.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="password")
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        return await self._run(_HASHER.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Compare; without a hash this takes as long, so that time tells nothing."""
        if self._nobody is None:
            self._nobody = await self.hash("nobody has this password")
        matches = await self._run(_matches, password, hashed or self._nobody)
        return matches and hashed is not None

    async def _run(self, work: Callable[[*Ts], T], *words: *Ts) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, work, *words)

    def is_outdated(self, hashed: str) -> bool:
        return _HASHER.check_needs_rehash(hashed)


def _matches(password: str, hashed: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except VerifyMismatchError:
        return False
