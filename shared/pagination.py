"""Keyset pages: a cursor says after which row the next page begins."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from shared.errors import DomainError

T = TypeVar("T")


class BadCursor(DomainError):
    """The cursor was not one of ours."""

    def __init__(self) -> None:
        super().__init__("This cursor is not one that a list has given.")
        self.field = "cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    next_cursor: str | None


def encode(*parts: object) -> str:
    words = "|".join(
        part.isoformat() if isinstance(part, datetime) else str(part) for part in parts
    )
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def decode_moment(cursor: str) -> tuple[datetime, UUID]:
    """The moment and id that ``encode`` was given."""
    try:
        moment, row = _words(cursor).split("|")
        return datetime.fromisoformat(moment), UUID(row)
    except ValueError:
        raise BadCursor from None


def decode_words(cursor: str, *, count: int) -> list[str]:
    """The parts that ``encode`` was given, as text; only the last may hold a bar."""
    parts = _words(cursor).split("|", count - 1)
    # A database takes no NUL, and no list has given one.
    if len(parts) != count or "\0" in parts[-1]:
        raise BadCursor
    return parts


def decode_position(cursor: str) -> int:
    """The row's number that ``encode`` was given; it fits a signed 64-bit column."""
    words = _words(cursor)
    if not (words.isascii() and words.isdigit() and len(words) <= 18):
        raise BadCursor
    return int(words)


def _words(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.urlsafe_b64decode(padded.encode()).decode()
    except (binascii.Error, UnicodeError):
        raise BadCursor from None
