"""Credits over HTTP: the statement of an account."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from shared.models.credits import EntryKind


class EntryRead(BaseModel):
    """One movement. ``reserve`` and ``release`` change only what is set aside."""

    id: UUID
    kind: EntryKind
    amount: int
    reserved: int
    balance_after: int
    song_id: UUID | None
    note: str
    created_at: datetime


class EntryPage(BaseModel):
    items: list[EntryRead]
    next_cursor: str | None
