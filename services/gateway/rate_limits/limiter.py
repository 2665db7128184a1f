"""Token buckets in Postgres, so that all gateways count together.

One statement takes a token, by the database's clock: gateways whose clocks differ agree.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Annotated, Final

import structlog
from fastapi import Depends
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.dependencies import SessionsDep
from services.gateway.rate_limits.errors import RateLimited
from shared.db import Sessions

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# A clock that was set back takes nothing away: then no time has passed.
_REFILLED: Final = """
    least(:capacity, bucket.tokens + :rate * greatest(0,
      extract(epoch FROM clock_timestamp() - bucket.updated_at)))
"""
_TAKE: Final = text(
    f"""
    INSERT INTO rate_buckets AS bucket (key, tokens, updated_at)
    VALUES (:key, :capacity - 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET
      tokens = {_REFILLED} - 1, updated_at = clock_timestamp()
    WHERE {_REFILLED} >= 1
    RETURNING tokens
    """  # noqa: S608 -- made of constants
)
_WAIT: Final = text(
    f"SELECT (1 - {_REFILLED}) / :rate FROM rate_buckets AS bucket"  # noqa: S608
    " WHERE key = :key"
)
_GIVE_BACK: Final = text(
    "UPDATE rate_buckets SET tokens = least(:capacity, tokens + 1) WHERE key = :key"
)
# Whatever its limit, a bucket is full again after an hour: without it all is the same.
_FORGET_FULL: Final = text(
    "DELETE FROM rate_buckets WHERE updated_at < clock_timestamp() - interval '1 hour'"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many an hour, and at most as many at once."""

    name: str
    per_hour: int


class RateLimiter:
    """Each call is a transaction of its own: what follows may fail and still counts."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def take(self, *limits: tuple[Limit, str]) -> None:
        """Count one attempt of each subject; ``RateLimited`` when one has no more.

        A refusal counts nothing.
        """
        async with self._sessions() as session, session.begin():
            for limit, facts in _in_order(limits):
                if (await session.execute(_TAKE, facts)).first() is None:
                    seconds = await _wait(session, facts)
                    log.warning("rate_limited", limit=limit.name)
                    # Rising through the block takes back what was counted in it.
                    raise RateLimited(retry_after_seconds=seconds)

    async def give_back(self, *limits: tuple[Limit, str]) -> None:
        """Forget an attempt that turned out well."""
        async with self._sessions.begin() as session:
            for _, facts in _in_order(limits):
                await session.execute(_GIVE_BACK, facts)


async def forget_full(sessions: Sessions) -> None:
    """Remove the buckets of whoever has long stopped asking."""
    async with sessions.begin() as session:
        await session.execute(_FORGET_FULL)


async def _wait(session: AsyncSession, facts: Mapping[str, object]) -> int:
    seconds = float((await session.execute(_WAIT, facts)).scalar_one())
    return max(1, math.ceil(seconds))


def _in_order(
    limits: tuple[tuple[Limit, str], ...],
) -> list[tuple[Limit, dict[str, object]]]:
    """One order for everybody, so that no two transactions wait for each other."""
    named = [(limit, _facts(limit, subject)) for limit, subject in limits]
    return sorted(named, key=lambda pair: str(pair[1]["key"]))


def _facts(limit: Limit, subject: str) -> dict[str, object]:
    # A digest: the table tells nobody's address.
    digest = hashlib.sha256(network_of(subject).encode(errors="replace")).hexdigest()
    return {
        "key": f"{limit.name}:{digest}",
        "capacity": float(limit.per_hour),
        "rate": limit.per_hour / 3600,
    }


def network_of(subject: str) -> str:
    """A network address as its network: over IPv6 one customer has 2^64 addresses."""
    try:
        address = IPv6Address(subject)
    except AddressValueError:
        return subject
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"


async def get_rate_limiter(sessions: SessionsDep) -> RateLimiter:
    return RateLimiter(sessions)


RateLimiterDep = Annotated[RateLimiter, Depends(get_rate_limiter)]
