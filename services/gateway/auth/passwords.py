"""Passwords: which are refused, and hashing, off the event loop and at most two at once.

Rules after NIST SP 800-63B and ASVS 6.2: any characters, none cut off, one form for each
of them; no common password and none that repeats the person's own address. Parameters:
19 MiB, 2 passes, 1 lane, about 100 ms, after the OWASP password storage cheat sheet. A
hash of other parameters is renewed at the next sign-in.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Final, TypeVar, TypeVarTuple

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from services.gateway.auth.errors import PasswordIsEmail

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SHORTEST: Final = 8
LONGEST: Final = 1024

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_MOST_COMMON: Final = 3000


def _the_common_ones() -> frozenset[str]:
    """The commonest of those that are long enough to be chosen here, in lower case."""
    long_enough = (
        word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST
    )
    return frozenset(islice(long_enough, _MOST_COMMON)) | {"musicgenerator"}


_COMMON: Final = _the_common_ones()


def chosen(password: str) -> str:
    """A password that somebody may take; what is compared later is its composed form."""
    password = _composed(password)
    if len(password) < SHORTEST:
        raise ValueError(f"should have at least {SHORTEST} characters")
    if password.casefold() in _COMMON:
        raise ValueError("is among the first that anybody would guess; choose another")
    return password


def refuse_own_email(password: str, email: str, *, field: str = "password") -> None:
    """Refuse an address, or the part before its @, as its own person's password."""
    if password.casefold() in {email.casefold(), email.casefold().partition("@")[0]}:
        raise PasswordIsEmail(field=field)


class Passwords:
    def __init__(self) -> None:
        # Threads of their own: others may all be waiting for a server that is away.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="password")
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        return await self._run(_HASHER.hash, _composed(password))

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Compare; without a hash this takes as long, so that time tells nothing."""
        if self._nobody is None:
            self._nobody = await self.hash("nobody has this password")
        tried = _composed(password)
        matches = await self._run(_matches, tried, hashed or self._nobody)
        return matches and hashed is not None

    async def _run(self, work: Callable[[*Ts], T], *words: *Ts) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, work, *words)

    def is_outdated(self, hashed: str) -> bool:
        return _HASHER.check_needs_rehash(hashed)


def _composed(password: str) -> str:
    """One form of the characters that keyboards write in several ways (NFC)."""
    return unicodedata.normalize("NFC", password)


def _matches(password: str, hashed: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except VerifyMismatchError:
        return False
