"""Song activities: the saga's steps in the database, and its clean-up in storage."""

import asyncio
from uuid import UUID

from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from typing_extensions import override

from services.workflows.activities.closing import close, publish
from shared.contracts import object_keys
from shared.contracts.activities import SongActivities
from shared.contracts.songs import (
    DeleteObjects,
    DeleteSong,
    EndSong,
    EnterStage,
    PublishSong,
    RecordExport,
    ReserveCredits,
)
from shared.db import Sessions
from shared.domain.songs import CancelRequested, SongStatus, advance
from shared.errors import NotFound
from shared.kill_points import Edge, Point, reach
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.storage import ObjectStorage


class DatabaseSongActivities(SongActivities):
    """Every method may run twice for one request; each leaves the same rows behind."""

    def __init__(self, sessions: Sessions, storage: ObjectStorage) -> None:
        self._sessions = sessions
        self._storage = storage

    @override
    @activity.defn
    async def reserve_credits(self, request: ReserveCredits) -> None:
        await reach(Point.RESERVED, Edge.BEFORE, song_id=request.song_id)
        async with self._sessions.begin() as session:
            await Ledger(session).reserve(
                request.owner_id, request.amount, song_id=request.song_id
            )
        await reach(Point.RESERVED, Edge.AFTER, song_id=request.song_id)

    @override
    @activity.defn
    async def enter_stage(self, request: EnterStage) -> None:
        async with self._sessions.begin() as session:
            song = await lock(session, request.song_id)
            song.status = advance(song.status, SongStatus.RUNNING)
            song.stage = request.stage
            song.started_at = song.started_at or utc_now()

    @override
    @activity.defn
    async def publish_song(self, request: PublishSong) -> None:
        await reach(Point.ROW_READY, Edge.BEFORE, song_id=request.song_id)
        async with self._sessions.begin() as session:
            song = await lock(session, request.song_id)
            if song.status == SongStatus.READY:
                return
            if song.cancel_requested_at is not None:
                raise CancelRequested
            song.status = advance(song.status, SongStatus.READY)
            publish(song, request, at=utc_now())
            # The ledger's first query would do it; so both are known to lie here.
            await session.flush()
            await reach(Point.ROW_READY, Edge.AFTER, song_id=request.song_id)
            await Ledger(session).capture(request.owner_id, song_id=request.song_id)
            await reach(Point.COMMIT, Edge.BEFORE, song_id=request.song_id)
        await reach(Point.COMMIT, Edge.AFTER, song_id=request.song_id)

    @override
    @activity.defn
    async def end_song(self, request: EndSong) -> None:
        await reach(Point.COMPENSATION, Edge.BEFORE, song_id=request.song_id)
        async with self._sessions.begin() as session:
            song = await lock_if_there(session, request.song_id)
            await Ledger(session).release(request.owner_id, song_id=request.song_id)
            # An erased song still gives its credit back.
            if song is not None and song.finished_at is None:
                close(song, request, at=utc_now())
        await reach(Point.COMPENSATION, Edge.AFTER, song_id=request.song_id)

    @override
    @activity.defn
    async def delete_song(self, request: DeleteSong) -> None:
        async with self._sessions.begin() as session:
            await session.exec(
                delete(Song).where(
                    col(Song.id) == request.song_id,
                    col(Song.owner_id) == request.owner_id,
                )
            )

    @override
    @activity.defn
    async def delete_objects(self, request: DeleteObjects) -> None:
        await asyncio.to_thread(
            self._storage.delete_prefix, object_keys.prefix(request.song_id)
        )

    @override
    @activity.defn
    async def record_export(self, request: RecordExport) -> None:
        async with self._sessions.begin() as session:
            song = await lock(session, request.song_id)
            if song.object_named("wav") is None:
                song.objects.append(
                    SongObject.of("wav", request.wav, song_id=request.song_id)
                )


async def lock(session: AsyncSession, song_id: UUID) -> Song:
    """The song's row, held until the transaction ends."""
    song = await lock_if_there(session, song_id)
    if song is None:
        raise NotFound("The song does not exist any more.")
    return song


async def lock_if_there(session: AsyncSession, song_id: UUID) -> Song | None:
    # Only the song is locked, not the owner who is read along with it.
    return await session.get(Song, song_id, with_for_update={"of": Song})
