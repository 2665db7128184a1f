"""Does what was accepted but not done: the gateway died, or Temporal was away."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client

from services.gateway.outages import Unavailable
from services.gateway.songs.repository import SongRepository
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.models.base import utc_now

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_EVERY_SECONDS = 5.0
_SETTLED = timedelta(seconds=5)
_AT_ONCE = 100


async def start_stranded(sessions: Sessions, client: Client) -> int:
    """Start, and cancel, what should be; what has its workflow is left as it is."""
    workflows, after, done = SongWorkflows(client), None, 0
    while True:
        async with sessions() as session:
            songs = await SongRepository(session).stranded(
                created_before=utc_now() - _SETTLED, after=after, limit=_AT_ONCE
            )
        for song in songs:
            await workflows.start(song)
        done += len(songs)
        if len(songs) < _AT_ONCE:
            return done
        after = (songs[-1].created_at, songs[-1].id)


async def relay(sessions: Sessions, client: Client) -> None:
    """Look again and again, through any outage, until cancelled."""
    while True:
        try:
            await start_stranded(sessions, client)
        except (OperationalError, PoolTimeout, Unavailable) as error:
            log.warning("relay_postponed", kind=type(error).__name__)
        await asyncio.sleep(_EVERY_SECONDS)
