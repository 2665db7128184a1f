"""Ends a song that nobody else will: its credit comes back, then its objects go."""

import asyncio
from uuid import UUID

import structlog

from services.workflows.activities.closing import close
from services.workflows.activities.songs import lock_if_there
from shared.contracts import object_keys
from shared.contracts.songs import EndSong
from shared.db import Sessions
from shared.domain.failures import Failure
from shared.domain.songs import UNFINISHED, SongStatus
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.storage import ObjectStorage

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Endings:
    def __init__(self, sessions: Sessions, storage: ObjectStorage) -> None:
        self._sessions = sessions
        self._storage = storage

    async def fail(self, song_id: UUID, failure: Failure) -> bool:
        """Fail it, or cancel it if that was asked for; False when it ended by itself.

        An activity that arrives late finds the song ended and its release written.
        """
        if not await self._settle(song_id, failure):
            return False
        await asyncio.to_thread(
            self._storage.delete_prefix, object_keys.prefix(song_id)
        )
        return True

    async def _settle(self, song_id: UUID, failure: Failure) -> bool:
        async with self._sessions.begin() as session:
            song = await lock_if_there(session, song_id)
            # Published or ended since it was found: then its objects are not ours either.
            if song is None or song.status not in UNFINISHED:
                return False
            if not await Ledger(session).release(song.owner_id, song_id=song_id):
                # What was paid for stays paid for. No code of ours gets here.
                log.error("unfinished_song_is_paid", song_id=str(song_id))
                return False
            ending = EndSong(
                song_id=song_id,
                owner_id=song.owner_id,
                status=SongStatus.FAILED,
                failure_code=failure.code,
                failure_message=failure.message,
            )
            close(song, ending, at=utc_now())
        return True
