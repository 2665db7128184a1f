"""Starts what was accepted but not started: the gateway died, or Temporal was away."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import OperationalError
from temporalio.client import Client
from temporalio.service import RPCError

from services.gateway.songs.repository import SongRepository
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.models.base import utc_now

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_EVERY_SECONDS = 5.0
_SETTLED = timedelta(seconds=5)
_AT_ONCE = 100


async def start_stranded(sessions: Sessions, client: Client) -> int:
    """Start the workflows of queued songs; those that have one are left as they are."""
    async with sessions() as session:
        songs = await SongRepository(session).stranded(
            created_before=utc_now() - _SETTLED, limit=_AT_ONCE
        )
    workflows = SongWorkflows(client)
    for song in songs:
        await workflows.start(song)
    return len(songs)


async def relay(sessions: Sessions, client: Client) -> None:
    """Look again and again, through any outage, until cancelled."""
    while True:
        try:
            await start_stranded(sessions, client)
        except (OperationalError, RPCError) as error:
            log.warning("relay_postponed", kind=type(error).__name__)
        await asyncio.sleep(_EVERY_SECONDS)
