"""A song's progress, watched until it ends."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.gateway.dependencies import SessionsDep
from services.gateway.progress.admission import Admission, AdmissionDep
from services.gateway.progress.looking import Lookout, LookoutDep
from services.gateway.progress.repository import StandingRepository
from services.gateway.progress.schemas import ProgressRead
from services.gateway.songs.repository import SongRepository
from shared.db import Sessions
from shared.domain.songs import UNFINISHED
from shared.errors import NotFound
from shared.models.song import Song

_LOOK_EVERY_SECONDS = 0.5


class ProgressService:
    def __init__(
        self, sessions: Sessions, lookout: Lookout, admission: Admission
    ) -> None:
        self._sessions = sessions
        self._lookout = lookout
        self._admission = admission

    async def watch(
        self, song_id: UUID, *, visitor_id: UUID | None
    ) -> AsyncIterator[tuple[Song, ProgressRead | None]]:
        """Look twice a second; the last look is the one that finds the song ended.

        While the database is away there is nothing to tell, and the stream stays open.
        """
        while await self._admission.holds():
            try:
                song, now = await self._look(song_id, visitor_id=visitor_id)
            except (OperationalError, PoolTimeout):
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
                continue
            except NotFound:
                # Deleted since the stream began: whoever asks again is told so.
                return
            yield song, now
            if now is None:
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def _look(
        self, song_id: UUID, *, visitor_id: UUID | None
    ) -> tuple[Song, ProgressRead | None]:
        """A song, and how it goes on, unless it has ended."""
        async with self._sessions() as session:
            song = await SongRepository(session).visible(song_id, visitor_id=visitor_id)
            if song.status not in UNFINISHED:
                return song, None
            standing = await StandingRepository(session).one(song)
        return song, await self._lookout.look(standing)


async def get_progress_service(
    sessions: SessionsDep, lookout: LookoutDep, admission: AdmissionDep
) -> ProgressService:
    return ProgressService(sessions, lookout, admission)


ProgressServiceDep = Annotated[ProgressService, Depends(get_progress_service)]
