"""Requests already answered, so that a repeated one gets the same answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class IdempotentRequest(SQLModel, table=True):
    """One ``Idempotency-Key`` of one person and the songs it stands for."""

    __tablename__ = "idempotent_requests"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(primary_key=True, max_length=255)
    body_sha256: bytes
    song_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP, index=True)
