"""What a person can do with songs that are there."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.dependencies import SessionsDep, TemporalDep
from services.gateway.songs.errors import SongNotReady
from services.gateway.songs.repository import SongRepository
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.domain.songs import UNFINISHED, SongAlreadyFinished, SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.user import User
from shared.pagination import Page, decode_moment, encode


class SongService:
    def __init__(self, sessions: Sessions, workflows: SongWorkflows) -> None:
        self._sessions = sessions
        self._workflows = workflows

    async def get(self, visitor: User | None, song_id: UUID) -> Song:
        visitor_id = visitor.id if visitor else None
        async with self._sessions() as session:
            return await SongRepository(session).visible(song_id, visitor_id=visitor_id)

    async def owned(self, owner: User, song_id: UUID) -> Song:
        async with self._sessions() as session:
            return await SongRepository(session).owned(song_id, owner_id=owner.id)

    async def newest(
        self,
        owner: User,
        *,
        limit: int,
        cursor: str | None,
        status: SongStatus | None,
        words: str,
    ) -> Page[Song]:
        async with self._sessions() as session:
            songs = await SongRepository(session).newest(
                owner_id=owner.id,
                # One more than shown tells whether there is a next page.
                limit=limit + 1,
                before=decode_moment(cursor) if cursor else None,
                status=status,
                words=words,
            )
        shown = songs[:limit]
        more = len(songs) > limit
        next_cursor = encode(shown[-1].created_at, shown[-1].id) if more else None
        return Page(items=shown, next_cursor=next_cursor)

    async def liked(self, visitor: User | None, songs: Sequence[Song]) -> set[UUID]:
        if visitor is None:
            return set()
        async with self._sessions() as session:
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
            await self._workflows.export_wav(song_id)
        return song, stored

    async def peaks(
        self, visitor: User | None, song_id: UUID
    ) -> tuple[Song, list[int]]:
        song = await self.get(visitor, song_id)
        if song.peaks is None:
            raise SongNotReady(song.status)
        return song, song.peaks


def get_song_service(sessions: SessionsDep, temporal: TemporalDep) -> SongService:
    return SongService(sessions, SongWorkflows(temporal))


SongServiceDep = Annotated[SongService, Depends(get_song_service)]
