"""Does what was accepted but not done: the gateway died, or Temporal was away."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client

from services.gateway.account.relay import erase_stranded
from services.gateway.feed.listening import forget_visitors
from services.gateway.mailing.relay import deliver_stranded
from services.gateway.metrics import RELAY_POSTPONED
from services.gateway.outages import Unavailable
from services.gateway.rate_limits.limiter import forget_full
from services.gateway.songs.queue import tell_queue
from services.gateway.songs.relay import start_stranded
from shared.db import Sessions

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Errand: TypeAlias = Callable[[Sessions, Client], Awaitable[object]]
"""Does all that there is to do, and does no harm when there is nothing."""


async def _forget_limits(sessions: Sessions, _client: Client) -> None:
    await forget_full(sessions)


async def _forget_visitors(sessions: Sessions, _client: Client) -> None:
    await forget_visitors(sessions)


_ERRANDS: Final[Sequence[Errand]] = (
    start_stranded,
    erase_stranded,
    deliver_stranded,
    _forget_limits,
    _forget_visitors,
    tell_queue,
)
_EVERY_SECONDS: Final = 5.0


async def relay(
    sessions: Sessions,
    client: Client,
    *,
    errands: Sequence[Errand] = _ERRANDS,
    every_seconds: float = _EVERY_SECONDS,
) -> None:
    """Look again and again, through any outage, until cancelled."""
    while True:
        for errand in errands:
            try:
                await errand(sessions, client)
            except (OperationalError, PoolTimeout, Unavailable) as error:
                kind = type(error).__name__
                RELAY_POSTPONED.labels(kind).inc()
                log.warning("relay_postponed", kind=kind)
        await asyncio.sleep(every_seconds)
