"""Queries of the feed: pages of published songs, in the order of an index."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, text, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.feed.paging import Place, Section
from services.gateway.songs.listed import ListedSong, select_listed
from shared.domain.songs import SongStatus
from shared.models.category import Category
from shared.models.feed import FeedCategory, FeedSong, FeedWords
from shared.models.like import Like
from shared.models.song import Song

Found: TypeAlias = Sequence[tuple[ListedSong, Place]]
"""Songs, each with its place in the list."""

_SHORT: Final = 3
# What was learnt of one word says nothing of how often the next one occurs; and to walk
# along an index to the end of one page, more processes take longer to start than to walk.
_SEARCH: Final = text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)


class FeedRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def section(
        self,
        section: Section,
        *,
        category: str | None,
        words: Sequence[str],
        after: Place | None,
        limit: int,
    ) -> Found:
        entry: Any = FeedSong if category is None else FeedCategory
        key = (
            entry.trending_score if section == Section.TRENDING else entry.published_at
        )
        entries = _some(entry.song_id, key, after=after, limit=limit)
        if category is not None:
            entries = entries.where(entry.category == category)
        if words:
            await self._session.execute(_SEARCH)
            entries = entries.join(FeedWords, FeedWords.song_id == entry.song_id)
            entries = entries.where(*(_holds(word) for word in words))
        return await self._songs(entries)

    async def of_owner(
        self, owner_id: UUID, *, after: Place | None, limit: int
    ) -> Found:
        """Somebody's published songs, newest first."""
        entries = _some(
            FeedSong.song_id, FeedSong.published_at, after=after, limit=limit
        )
        return await self._songs(entries.where(col(FeedSong.owner_id) == owner_id))

    async def liked_by(
        self, user_id: UUID, *, after: Place | None, limit: int
    ) -> Found:
        """What they like and may still hear, latest like first."""
        entries = _some(Like.song_id, Like.created_at, after=after, limit=limit)
        entries = entries.join(Song, col(Song.id) == col(Like.song_id)).where(
            col(Like.user_id) == user_id, audible_to(user_id)
        )
        return await self._songs(entries)

    async def categories(self) -> Sequence[Category]:
        """Those of published songs, most songs first."""
        statement = (
            select(Category)
            .where(col(Category.song_count) > 0)
            .order_by(col(Category.song_count).desc(), col(Category.name))
        )
        return (await self._session.exec(statement)).all()

    async def _songs(self, entries: Select[Any]) -> Found:
        """The songs of one page of entries, in its order."""
        page = entries.subquery()
        statement = (
            select_listed(page.c.key)
            .join(page, page.c.song_id == Song.id)
            .order_by(page.c.key.desc(), page.c.song_id.desc())
        )
        rows = (await self._session.execute(statement)).all()
        return [
            (ListedSong(song, categories, cover), (key, song.id))
            for song, categories, cover, key in rows
        ]


def _some(song_id: Any, key: Any, *, after: Place | None, limit: int) -> Select[Any]:
    """The next entries after that place, highest key first."""
    statement: Select[Any] = (
        select(song_id.label("song_id"), key.label("key"))
        .order_by(key.desc(), song_id.desc())
        .limit(limit)
    )
    return statement if after is None else statement.where(tuple_(key, song_id) < after)


def audible_to(visitor_id: UUID | None) -> Any:
    """Ready, and published or their own."""
    mine = col(Song.owner_id) == visitor_id
    return and_(col(Song.status) == SongStatus.READY, or_(col(Song.published), mine))


def _holds(word: str) -> Any:
    """Anywhere in the text; one or two plain letters only where a word begins.

    The index knows words by three characters in a row, of which one may be the space
    before a word.
    """
    is_short = len(word) < _SHORT and word.isascii() and word.isalnum()
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    pattern = f"% {word}%" if is_short else f"%{word}%"
    # Lowered by the database, whose rules for it are not Python's.
    return col(FeedWords.words).like(func.lower(pattern))
