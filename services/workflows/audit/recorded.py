"""Songs and what the database has on record of their objects."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.sql import SQL, Composed

from services.workflows.audit.snapshot import Snapshot

_SONGS: Final = """
    SELECT song.id, song.status, song.finished_at,
           owner.erased_at IS NOT NULL AS is_being_erased,
           object.key, object.size_bytes, object.sha256
    FROM songs AS song
    JOIN users AS owner ON owner.id = song.owner_id
    LEFT JOIN song_objects AS object ON object.song_id = song.id"""
_SORTED: Final = " ORDER BY song.id"


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedObject:
    size_bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedSong:
    song_id: UUID
    status: str
    finished_at: datetime | None
    is_being_erased: bool
    """Its objects go first, then its row."""
    objects: dict[str, RecordedObject] = field(default_factory=dict)
    """By key."""


async def recorded_songs(
    snapshot: Snapshot, *, only: Sequence[UUID] | None
) -> AsyncIterator[RecordedSong]:
    """By their ids."""
    current: RecordedSong | None = None
    rows = snapshot.rows(_query(only), {"only": only})
    async for row in rows:
        if current is None or current.song_id != row["id"]:
            if current is not None:
                yield current
            current = RecordedSong(
                song_id=row["id"],
                status=row["status"],
                finished_at=row["finished_at"],
                is_being_erased=row["is_being_erased"],
            )
        if row["key"] is not None:
            current.objects[row["key"]] = RecordedObject(
                size_bytes=row["size_bytes"], sha256=row["sha256"]
            )
    if current is not None:
        yield current


def _query(only: Sequence[UUID] | None) -> Composed:
    condition = SQL("" if only is None else " WHERE song.id = ANY(%(only)s)")
    return SQL(_SONGS) + condition + SQL(_SORTED)
