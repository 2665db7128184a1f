"""A song's progress, watched until it ends."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client

from services.gateway.dependencies import SessionsDep, TemporalDep
from services.gateway.progress.schemas import ProgressRead
from services.gateway.progress.sightings import Sighting, sight
from services.gateway.songs.repository import SongRepository
from shared.db import Sessions
from shared.domain.songs import UNFINISHED, SongStatus
from shared.models.song import Song

_LOOK_EVERY_SECONDS = 0.5


class ProgressService:
    def __init__(self, sessions: Sessions, client: Client) -> None:
        self._sessions = sessions
        self._client = client

    async def watch(
        self, song_id: UUID, *, visitor_id: UUID | None
    ) -> AsyncIterator[tuple[Song, ProgressRead]]:
        """Look twice a second; the last look is the one that finds the song ended.

        While the database is away there is nothing to tell, and the stream stays open.
        """
        while True:
            try:
                song, ahead = await self._read(song_id, visitor_id=visitor_id)
            except (OperationalError, PoolTimeout):
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
                continue
            if song.status not in UNFINISHED:
                yield song, _progress(song, Sighting(), ahead=None)
                return
            running = song.status == SongStatus.RUNNING
            sighting = await sight(self._client, song) if running else Sighting()
            waits = sighting.waits_for_worker or not running
            yield song, _progress(song, sighting, ahead=ahead if waits else 0)
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def _read(
        self, song_id: UUID, *, visitor_id: UUID | None
    ) -> tuple[Song, int]:
        async with self._sessions() as session:
            repository = SongRepository(session)
            song = await repository.visible(song_id, visitor_id=visitor_id)
            return song, await repository.ahead_of(song)


def _progress(song: Song, sighting: Sighting, *, ahead: int | None) -> ProgressRead:
    # Work of a single step has no progress to show: it waits for its turn, or is brief.
    seen = sighting.progress
    progress = seen if seen and seen.steps > 1 else None
    return ProgressRead(
        status=song.status,
        stage=song.stage,
        step=progress.step if progress else None,
        steps=progress.steps if progress else None,
        queue_ahead=ahead,
        eta_seconds=sighting.eta_seconds,
    )


def get_progress_service(
    sessions: SessionsDep, temporal: TemporalDep
) -> ProgressService:
    return ProgressService(sessions, temporal)


ProgressServiceDep = Annotated[ProgressService, Depends(get_progress_service)]
