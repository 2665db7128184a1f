"""Cursors of the feed: each names the list that gave it, and works for no other."""

from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from shared.pagination import BadCursor, decode_words, encode

Place: TypeAlias = tuple[int | datetime, UUID]
"""By what the list is sorted, and the song's id."""

_LONGEST_SCORE: Final = 18


class Section(StrEnum):
    TRENDING = "trending"
    NEWEST = "newest"


class OtherList(StrEnum):
    LIKES = "likes"
    OF_A_PERSON = "person"


def cursor_after(place: Place, listed_in: Section | OtherList) -> str:
    key, song_id = place
    return encode(listed_in, song_id, key)


def place_of(cursor: str, listed_in: Section | OtherList) -> Place:
    made_for, song_id, key = decode_words(cursor, count=3)
    if made_for != listed_in:
        raise BadCursor
    try:
        is_score = listed_in == Section.TRENDING
        return _score(key) if is_score else _moment(key), UUID(song_id)
    except ValueError:
        raise BadCursor from None


def _score(key: str) -> int:
    """It fits a signed 64-bit column, else the database would refuse it."""
    if not (key.isascii() and key.removeprefix("-").isdigit()):
        raise BadCursor
    if len(key) > _LONGEST_SCORE:
        raise BadCursor
    return int(key)


def _moment(key: str) -> datetime:
    moment = datetime.fromisoformat(key)
    if moment.tzinfo is None:
        raise BadCursor
    return moment
