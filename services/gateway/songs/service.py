"""What a person can do with songs that are there."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends

from services.gateway.dependencies import SessionsDep, TemporalDep
from services.gateway.songs.errors import SongNotReady
from services.gateway.songs.exporting import WavExports
from services.gateway.songs.repository import SongRepository
from services.gateway.songs.requests import SongChange
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.domain.songs import UNFINISHED, SongAlreadyFinished, SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.user import User

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SongService:
    def __init__(
        self, sessions: Sessions, workflows: SongWorkflows, exports: WavExports
    ) -> None:
        self._sessions = sessions
        self._workflows = workflows
        self._exports = exports

    async def get(self, visitor: User | None, song_id: UUID) -> Song:
        visitor_id = visitor.id if visitor else None
        async with self._sessions.reading() as session:
            return await SongRepository(session).visible(song_id, visitor_id=visitor_id)

    async def look(self, visitor: User | None, song_id: UUID) -> tuple[Song, set[UUID]]:
        """A song, and its id again if the visitor likes it."""
        async with self._sessions.reading() as session:
            songs = SongRepository(session)
            if visitor is None:
                return await songs.visible(song_id, visitor_id=None), set()
            song = await songs.visible(song_id, visitor_id=visitor.id)
            return song, await songs.liked([song_id], user_id=visitor.id)

    async def owned(self, owner: User, song_id: UUID) -> Song:
        async with self._sessions.reading() as session:
            return await SongRepository(session).owned(song_id, owner_id=owner.id)

    async def change(self, owner: User, song_id: UUID, change: SongChange) -> Song:
        async with self._sessions.begin() as session:
            song = await SongRepository(session).owned_and_locked(
                song_id, owner_id=owner.id
            )
            if change.title is not None:
                _rename(song, change.title)
            if change.published is not None:
                _publish(song, published=change.published)
        return song

    async def delete(self, owner: User, song_id: UUID) -> None:
        """Have the song removed, in whatever state; from now on nobody sees it.

        The workflow comes first: should we die here, it removes the row as well.
        """
        song = await self.owned(owner, song_id)
        await self._workflows.delete(song)
        async with self._sessions.begin() as session:
            await SongRepository(session).delete(song_id, owner_id=owner.id)
        log.info("song_deleted", song_id=str(song_id), status=song.status)

    async def liked(self, visitor: User | None, songs: Sequence[Song]) -> set[UUID]:
        if visitor is None:
            return set()
        async with self._sessions.reading() as session:
            return await SongRepository(session).liked(
                [song.id for song in songs], user_id=visitor.id
            )

    async def cancel(self, owner: User, song_id: UUID) -> Song:
        """Settle that a song ends; its workflow stops, and gives the credit back."""
        async with self._sessions.begin() as session:
            song = await SongRepository(session).owned_and_locked(
                song_id, owner_id=owner.id
            )
            if song.status not in UNFINISHED:
                raise SongAlreadyFinished(song.status)
            # From here on it cannot become ready, whatever the workflow is doing.
            song.cancel_requested_at = song.cancel_requested_at or utc_now()
        await self._workflows.cancel_or_leave(song)
        return song

    async def audio(
        self, visitor: User | None, song_id: UUID, *, name: str
    ) -> tuple[Song, SongObject | None]:
        """A ready song and one of its formats; a missing WAV is begun."""
        song = await self.get(visitor, song_id)
        if song.status != SongStatus.READY:
            raise SongNotReady(song.status)
        stored = song.object_named(name)
        if stored is None and name == "wav":
            await self._exports.begin(song_id)
        return song, stored

    async def peaks(
        self, visitor: User | None, song_id: UUID
    ) -> tuple[Song, list[int]]:
        song = await self.get(visitor, song_id)
        if song.peaks is None:
            raise SongNotReady(song.status)
        return song, song.peaks


def _rename(song: Song, title: str) -> None:
    song.title = title
    if song.status in UNFINISHED:
        # Kept beside what was asked, else the one that is being written would win.
        song.recipe = {**song.recipe, "renamed": title}


def _publish(song: Song, *, published: bool) -> None:
    if published and song.status != SongStatus.READY:
        raise SongNotReady(song.status)
    if published != song.published:
        song.published = published
        song.published_at = utc_now() if published else None


async def get_song_service(sessions: SessionsDep, temporal: TemporalDep) -> SongService:
    return SongService(sessions, SongWorkflows(temporal), WavExports(temporal))


SongServiceDep = Annotated[SongService, Depends(get_song_service)]
