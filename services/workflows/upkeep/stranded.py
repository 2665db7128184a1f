"""Songs that were accepted and then forgotten: not started, or not told to stop."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import structlog
from sqlalchemy import or_
from sqlmodel import col
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from typing_extensions import override

from services.workflows.upkeep.ending import Endings
from services.workflows.upkeep.fates import PATIENCE, Fate, Fates
from services.workflows.upkeep.parts import Beat, Found, Graces, Page, Part
from services.workflows.upkeep.queries import place_after, unfinished
from shared import song_workflows
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.domain.failures import failure_of
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from shared.song_workflows import UnusableRecipe

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Kind(StrEnum):
    NOT_STARTED = "song_not_started"
    NOT_CANCELLED = "song_not_cancelled"
    UNREADABLE = "song_unreadable"
    """Its row cannot be turned into a request: it will never be made."""


class StrandedSongs(Part):
    """The relay of a gateway does the same sooner; this is for when none runs."""

    def __init__(
        self, sessions: Sessions, client: Client, endings: Endings, graces: Graces
    ) -> None:
        self._sessions = sessions
        self._client = client
        self._endings = endings
        self._graces = graces
        self._fates = Fates(client)

    @override
    async def find(self, after: str) -> Page:
        songs = await self._page(after)
        fates = await self._fates.of(workflow_id(song.id) for song in songs)
        found = [
            Found(kind=kind, id=str(song.id))
            for song in songs
            if (kind := _amiss(song, fates.get(workflow_id(song.id))))
        ]
        return Page(seen=len(songs), found=found, after=place_after(songs))

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        async with self._sessions() as session:
            song = await session.get(Song, UUID(found.id))
        if song is None:
            return 0
        name = workflow_id(song.id)
        kind = _amiss(song, (await self._fates.of([name])).get(name))
        return int(kind is not None and await self._mend(song, kind))

    async def _mend(self, song: Song, kind: Kind) -> bool:
        match kind:
            case Kind.NOT_STARTED:
                return await self._start(song)
            case Kind.NOT_CANCELLED:
                return await self._cancel(song)
            case Kind.UNREADABLE:
                failure = failure_of(UnusableRecipe.__name__)
                return await self._endings.fail(song.id, failure)

    async def _page(self, after: str) -> Sequence[Song]:
        forgotten = or_(
            col(Song.status) == SongStatus.QUEUED,
            col(Song.cancel_requested_at).is_not(None),
        )
        async with self._sessions() as session:
            return await unfinished(
                session,
                forgotten,
                created_before=utc_now() - self._graces.queued,
                after=after,
            )

    async def _start(self, song: Song) -> bool:
        try:
            started = await song_workflows.start(self._client, song, patience=PATIENCE)
        except RPCError as error:
            if error.status != RPCStatusCode.INVALID_ARGUMENT:
                raise
            # It may be this song, or all of them for want of a search attribute: not
            # enough to end it for, and no reason to keep the others waiting.
            log.error("song_not_taken", song_id=str(song.id), reason=error.message)
            return False
        if song.cancel_requested_at is not None:
            await self._cancel(song)
        return started

    async def _cancel(self, song: Song) -> bool:
        """Only a workflow can settle it, so one is started first if need be."""
        handle = self._client.get_workflow_handle(workflow_id(song.id))
        try:
            await handle.cancel(rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            # It has ended meanwhile.
            return False
        return True


def _amiss(song: Song, fate: Fate | None) -> Kind | None:
    if fate is None:
        # A running one had a workflow: that is the other errand's.
        if song.status != SongStatus.QUEUED:
            return None
        return Kind.NOT_STARTED if _is_readable(song) else Kind.UNREADABLE
    if fate.is_open and song.cancel_requested_at and not fate.is_cancelled:
        return Kind.NOT_CANCELLED
    return None


def _is_readable(song: Song) -> bool:
    try:
        song_workflows.request_of(song)
    except UnusableRecipe as error:
        log.error("song_unreadable", song_id=str(song.id), part=error.part)
        return False
    return True
