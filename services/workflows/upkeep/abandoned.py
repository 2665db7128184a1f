"""Unfinished songs whose workflow is closed: it will not give their credit back any more."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from temporalio.client import Client
from typing_extensions import override

from services.workflows.upkeep.ending import Endings
from services.workflows.upkeep.fates import Fate, Fates
from services.workflows.upkeep.parts import Beat, Found, Graces, Page, Part
from services.workflows.upkeep.queries import place_after, unfinished
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.domain.failures import INTERRUPTED
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.song import Song


class Kind(StrEnum):
    CLOSED = "workflow_closed"
    """Terminated or timed out, with nothing undone; or failed while it undid.

    A completed one has published its song before: if the row says otherwise, the
    database was put back to an earlier state, and nobody has paid for the song.
    """
    LOST = "workflow_lost"
    """Running, but Temporal knows of no workflow: retention or an accident took it."""


class AbandonedSongs(Part):
    """Whoever ends a song first wins: each takes the row's lock, and looks again."""

    def __init__(
        self, sessions: Sessions, client: Client, endings: Endings, graces: Graces
    ) -> None:
        self._sessions = sessions
        self._endings = endings
        self._graces = graces
        self._fates = Fates(client)

    @override
    async def find(self, after: str) -> Page:
        async with self._sessions() as session:
            songs = await unfinished(
                session, created_before=utc_now() - self._graces.closed, after=after
            )
        fates = await self._fates_of(songs)
        found = [
            Found(kind=kind, id=str(song.id))
            for song in songs
            if (kind := self._amiss(song, fates.get(song.id)))
        ]
        return Page(seen=len(songs), found=found, after=place_after(songs))

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        async with self._sessions() as session:
            song = await session.get(Song, UUID(found.id))
        if song is None:
            return 0
        # It may have been reset meanwhile, and run again.
        fates = await self._fates_of([song])
        if self._amiss(song, fates.get(song.id)) is None:
            return 0
        return int(await self._endings.fail(song.id, INTERRUPTED))

    async def _fates_of(self, songs: Sequence[Song]) -> Mapping[UUID, Fate]:
        fates = await self._fates.of(workflow_id(song.id) for song in songs)
        return {
            song.id: fates[workflow_id(song.id)]
            for song in songs
            if workflow_id(song.id) in fates
        }

    def _amiss(self, song: Song, fate: Fate | None) -> Kind | None:
        now = utc_now()
        if fate is not None:
            closed = fate.closed_at
            return (
                Kind.CLOSED if closed and closed <= now - self._graces.closed else None
            )
        # A queued one has yet to get its workflow: that is the other errand's.
        if song.status != SongStatus.RUNNING:
            return None
        since = song.started_at or song.created_at
        return Kind.LOST if since <= now - self._graces.lost else None
