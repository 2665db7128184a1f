"""Songs as lists show them: one statement a page, and no rows beside those of the songs."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import lazyload
from sqlmodel import col

from shared.models.category import SongCategory
from shared.models.song import Song
from shared.models.song_object import COVER, SongObject


@dataclass(frozen=True, slots=True)
class ListedSong:
    """What belongs to ``song`` and is shown with it; the rest is not loaded."""

    song: Song
    categories: list[str]
    cover_key: str | None


def select_listed(*more: Any) -> Select[Any]:
    """Rows that begin with what ``ListedSong`` is made of; ``more`` follows."""
    columns = (Song, func.array(_categories()), _cover_key(), *more)
    # A row of each would take longer to become an object than all else of a page.
    return select(*columns).options(
        lazyload(cast(Any, Song.category_links)), lazyload(cast(Any, Song.objects))
    )


def _categories() -> ScalarSelect[Any]:
    return (
        select(col(SongCategory.category))
        .where(col(SongCategory.song_id) == Song.id)
        .order_by(col(SongCategory.position))
        .correlate(Song)
        .scalar_subquery()
    )


def _cover_key() -> ScalarSelect[Any]:
    return (
        select(col(SongObject.key))
        .where(col(SongObject.song_id) == Song.id, col(SongObject.name) == COVER)
        .correlate(Song)
        .scalar_subquery()
    )
