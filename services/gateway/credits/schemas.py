"""Credits over HTTP: the statement of an account."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from services.gateway.credits.descriptions import Line
from shared.models.credits import EntryKind


class EntryRead(BaseModel):
    """One movement. ``reserve`` and ``release`` change only what is set aside."""

    id: UUID
    kind: EntryKind
    amount: int
    reserved: int
    balance_after: int
    description: str
    song_id: UUID | None
    song_title: str | None
    """Null until the song is ready, and once it is deleted."""
    order_id: UUID | None
    note: str
    created_at: datetime

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            **line.entry.model_dump(include=set(cls.model_fields)),
            description=line.description,
            song_title=line.song_title,
        )


class EntryPage(BaseModel):
    items: list[EntryRead]
    next_cursor: str | None
