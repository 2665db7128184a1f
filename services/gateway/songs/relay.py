"""Starts the songs that were asked for but not begun, and ends those that should."""

from datetime import timedelta

from temporalio.client import Client

from services.gateway.songs.repository import SongRepository
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.models.base import utc_now

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
            # One that cannot be started must not keep the others waiting.
            await workflows.start_or_tell(song)
        done += len(songs)
        if len(songs) < _AT_ONCE:
            return done
        after = (songs[-1].created_at, songs[-1].id)
