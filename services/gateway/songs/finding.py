"""Finding one's own songs: which, in which order, and where the next page begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, func, literal, or_, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.songs.listed import ListedSong, select_listed
from shared.domain.songs import SongStatus
from shared.models.song import Song
from shared.pagination import BadCursor, decode_words, encode


class SongSort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, kw_only=True, slots=True)
class SongWish:
    """Which of one's songs, and in which order; blank and empty mean any."""

    statuses: Sequence[SongStatus] = ()
    published: bool | None = None
    words: str = ""
    parent_id: UUID | None = None
    sort: SongSort = SongSort.NEWEST


class SongFinder:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def some(
        self, owner_id: UUID, wish: SongWish, *, limit: int, cursor: str | None
    ) -> Sequence[ListedSong]:
        keys = _keys(wish.sort)
        is_backwards = wish.sort == SongSort.NEWEST
        statement = (
            select_listed()
            .where(col(Song.owner_id) == owner_id, *_conditions(wish))
            .order_by(*(key.desc() if is_backwards else key for key in keys))
            .limit(limit)
        )
        if cursor is not None:
            place, last = tuple_(*keys), _place(wish.sort, cursor)
            statement = statement.where(place < last if is_backwards else place > last)
        rows = (await self._session.execute(statement)).all()
        return [ListedSong(*row) for row in rows]

    async def counts(self, owner_id: UUID) -> dict[tuple[SongStatus, bool], int]:
        """How many songs there are of each status, published and not."""
        statement = (
            select(col(Song.status), col(Song.published), func.count())
            .where(col(Song.owner_id) == owner_id)
            .group_by(col(Song.status), col(Song.published))
        )
        rows = (await self._session.execute(statement)).all()
        return {(status, published): count for status, published, count in rows}


def cursor_after(song: Song, sort: SongSort) -> str:
    """It names its sort: in another order the same place would be another."""
    key = song.title if sort == SongSort.TITLE else song.created_at
    return encode(sort, song.id, key)


def _conditions(wish: SongWish) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wish.statuses:
        conditions.append(col(Song.status).in_(wish.statuses))
    if wish.published is not None:
        conditions.append(col(Song.published).is_(wish.published))
    if wish.parent_id is not None:
        conditions.append(col(Song.parent_song_id) == wish.parent_id)
    if wish.words:
        conditions.append(
            or_(
                col(Song.title).icontains(wish.words, autoescape=True),
                col(Song.prompt).icontains(wish.words, autoescape=True),
            )
        )
    return conditions


def _keys(
    sort: SongSort,
) -> tuple[SQLColumnExpression[Any], SQLColumnExpression[Any]]:
    if sort == SongSort.TITLE:
        return func.lower(Song.title), col(Song.id)
    return col(Song.created_at), col(Song.id)


def _place(sort: SongSort, cursor: str) -> ColumnElement[Any]:
    made_for, row, key = decode_words(cursor, count=3)
    if made_for != sort:
        raise BadCursor
    try:
        song_id = UUID(row)
        # Lowered by the database, whose rules for it are not Python's.
        first = (
            func.lower(literal(key))
            if sort == SongSort.TITLE
            else literal(datetime.fromisoformat(key))
        )
    except ValueError:
        raise BadCursor from None
    return tuple_(first, literal(song_id))
