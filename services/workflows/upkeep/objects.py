"""What lies in the bucket for a song that is gone, failed or cancelled."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import structlog
from sqlmodel import col, select
from temporalio.client import Client
from typing_extensions import override

from services.workflows.upkeep.fates import Fates
from services.workflows.upkeep.parts import Beat, Found, Graces, Page, Part
from shared.contracts import object_keys
from shared.contracts.songs import (
    deletion_workflow_id,
    export_workflow_id,
    workflow_id,
)
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.errors import DomainError
from shared.models.base import utc_now
from shared.models.song import Song
from shared.storage import ListedObject, ObjectStorage

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_ENDED: Final = frozenset({SongStatus.FAILED, SongStatus.CANCELLED})
_LEAST_ALARMING: Final = 20


class Kind(StrEnum):
    OF_ENDED_SONG = "object_of_ended_song"
    OF_NO_SONG = "object_of_no_song"


class ForeignBucket(DomainError):
    """So much would go that it is rather the database that is wrong."""

    def __init__(self, *, unknown: int, known: int) -> None:
        super().__init__(
            f"Of {unknown + known} songs in a row in the bucket, {unknown} have no row."
            " Nothing of theirs was removed: is this the bucket's database, and whole?"
        )


class OrphanObjects(Part):
    """By song: an id never comes back, so what is dead when it is found stays dead."""

    def __init__(
        self,
        sessions: Sessions,
        client: Client,
        storage: ObjectStorage,
        graces: Graces,
        *,
        trusts_database: bool = False,
    ) -> None:
        self._sessions = sessions
        self._storage = storage
        self._graces = graces
        self._trusts_database = trusts_database
        self._fates = Fates(client)

    @override
    async def find(self, after: str) -> Page:
        objects = await asyncio.to_thread(self._list, after)
        songs = _by_song(objects)
        statuses = await self._statuses(songs)
        found = [
            Found(kind=kind, id=str(song_id), count=len(of_song))
            for song_id, of_song in songs.items()
            if (kind := self._amiss(of_song, statuses.get(song_id)))
            and not await self._is_dealt_with(song_id)
        ]
        self._require_known(found, known=len(statuses))
        more = objects[-1].key if objects else ""
        return Page(seen=len(objects), found=found, after=more)

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        song_id = UUID(found.id)
        status = (await self._statuses([song_id])).get(song_id)
        if status not in {None, *_ENDED} or await self._is_dealt_with(song_id):
            return 0
        return await asyncio.to_thread(
            self._storage.delete_prefix, object_keys.prefix(song_id)
        )

    def _list(self, after: str) -> Sequence[ListedObject]:
        return next(self._storage.list_prefix(object_keys.ROOT, after=after), ())

    async def _statuses(self, song_ids: Iterable[UUID]) -> Mapping[UUID, SongStatus]:
        statement = select(Song.id, Song.status).where(col(Song.id).in_(song_ids))
        async with self._sessions() as session:
            rows = (await session.exec(statement)).all()
        return {song_id: SongStatus(status) for song_id, status in rows}

    def _amiss(
        self, objects: Sequence[ListedObject], status: SongStatus | None
    ) -> Kind | None:
        newest = max(stored.changed_at for stored in objects)
        if status is None:
            return Kind.OF_NO_SONG if _is_past(newest, self._graces.unknown) else None
        if status in _ENDED:
            return Kind.OF_ENDED_SONG if _is_past(newest, self._graces.ended) else None
        return None

    async def _is_dealt_with(self, song_id: UUID) -> bool:
        """Whether one of its workflows is open: it clears the bucket itself."""
        names = (workflow_id, deletion_workflow_id, export_workflow_id)
        return await self._fates.any_open(name(song_id) for name in names)

    def _require_known(self, found: Sequence[Found], *, known: int) -> None:
        """Raise ``ForeignBucket`` when most of a page has no row: no accident does that."""
        unknown = sum(each.kind == Kind.OF_NO_SONG for each in found)
        if unknown > max(_LEAST_ALARMING, known) and not self._trusts_database:
            raise ForeignBucket(unknown=unknown, known=known)


def _by_song(objects: Iterable[ListedObject]) -> Mapping[UUID, Sequence[ListedObject]]:
    songs = defaultdict[UUID, list[ListedObject]](list)
    strangers = 0
    for stored in objects:
        song_id = object_keys.song_of(stored.key)
        if song_id is None:
            strangers += 1
        else:
            songs[song_id].append(stored)
    if strangers:
        # Not ours to remove: no code of ours writes such a key.
        log.warning("objects_of_strangers", count=strangers)
    return songs


def _is_past(moment: datetime, grace: timedelta) -> bool:
    return moment <= utc_now() - grace
