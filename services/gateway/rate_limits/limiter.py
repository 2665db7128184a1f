"""Token buckets in Postgres, so that all gateways count together.

One statement takes a token, by the database's clock: gateways whose clocks differ agree.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import Depends
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.dependencies import SessionsDep
from services.gateway.rate_limits.errors import RateLimited
from shared.db import Sessions

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_TAKE = text(
    """
    INSERT INTO rate_buckets AS bucket (key, tokens, updated_at)
    VALUES (:key, :capacity - 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET
      tokens = least(:capacity, bucket.tokens + :rate *
        extract(epoch FROM clock_timestamp() - bucket.updated_at)) - 1,
      updated_at = clock_timestamp()
    WHERE least(:capacity, bucket.tokens + :rate *
      extract(epoch FROM clock_timestamp() - bucket.updated_at)) >= 1
    RETURNING tokens
    """
)
_WAIT = text(
    """
    SELECT (1 - tokens) / :rate
      - extract(epoch FROM clock_timestamp() - updated_at)
    FROM rate_buckets WHERE key = :key
    """
)
_GIVE_BACK = text(
    "UPDATE rate_buckets SET tokens = least(:capacity, tokens + 1) WHERE key = :key"
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
            for limit, subject in limits:
                facts = _facts(limit, subject)
                if (await session.execute(_TAKE, facts)).first() is None:
                    seconds = await _wait(session, facts)
                    log.warning("rate_limited", limit=limit.name)
                    # Rising through the block takes back what was counted in it.
                    raise RateLimited(retry_after_seconds=seconds)

    async def give_back(self, *limits: tuple[Limit, str]) -> None:
        """Forget an attempt that turned out well."""
        async with self._sessions.begin() as session:
            for limit, subject in limits:
                await session.execute(_GIVE_BACK, _facts(limit, subject))


async def _wait(session: AsyncSession, facts: Mapping[str, object]) -> int:
    seconds = float((await session.execute(_WAIT, facts)).scalar_one())
    return max(1, math.ceil(seconds))


def _facts(limit: Limit, subject: str) -> dict[str, object]:
    # A digest: the table tells nobody's address.
    subject_digest = hashlib.sha256(subject.encode(errors="replace")).hexdigest()
    return {
        "key": f"{limit.name}:{subject_digest}",
        "capacity": float(limit.per_hour),
        "rate": limit.per_hour / 3600,
    }


def get_rate_limiter(sessions: SessionsDep) -> RateLimiter:
    return RateLimiter(sessions)


RateLimiterDep = Annotated[RateLimiter, Depends(get_rate_limiter)]
