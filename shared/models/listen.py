"""Who has heard which song, how often, and when that last counted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Listen(SQLModel, table=True):
    """One row a song and listener; the database adds it up in ``songs.listen_count``."""

    __tablename__ = "listens"
    __table_args__ = (
        Index(
            "listens_of_visitors",
            "last_counted_at",
            postgresql_where=text("user_id IS NULL"),
        ),
    )

    song_id: UUID = Field(foreign_key="songs.id", ondelete="CASCADE", primary_key=True)
    listener: UUID = Field(primary_key=True)
    """A person's id, or what stands for a visitor who is not signed in."""
    user_id: UUID | None = Field(
        default=None, foreign_key="users.id", ondelete="CASCADE", index=True
    )
    times: int = 1
    last_counted_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
