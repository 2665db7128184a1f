"""Who likes which song."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Like(SQLModel, table=True):
    """The database adds them up in ``songs.like_count``."""

    __tablename__ = "likes"
    __table_args__ = (Index("likes_of_a_person", "user_id", "created_at", "song_id"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    song_id: UUID = Field(
        foreign_key="songs.id", ondelete="CASCADE", primary_key=True, index=True
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
