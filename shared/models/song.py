"""Songs, as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, Relationship, SQLModel

from shared.domain.songs import SongMode, SongStage, SongStatus
from shared.models.base import TIMESTAMP, utc_now, words
from shared.models.category import SongCategory
from shared.models.song_object import SongObject
from shared.models.user import User


class Song(SQLModel, table=True):
    """A song and its life. ``recipe`` is what was asked; the rest is what was used."""

    __tablename__ = "songs"
    __table_args__ = (
        Index("songs_of_an_owner", "owner_id", "created_at", "id"),
        Index(
            "songs_of_a_parent",
            "parent_song_id",
            "created_at",
            "id",
            postgresql_where=text("parent_song_id IS NOT NULL"),
        ),
        Index(
            "songs_unfinished",
            "created_at",
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    parent_song_id: UUID | None = Field(
        default=None, foreign_key="songs.id", ondelete="SET NULL"
    )
    recipe: dict[str, Any] = Field(sa_type=JSONB)
    status: SongStatus = Field(default=SongStatus.QUEUED, sa_type=words(SongStatus))
    stage: SongStage | None = Field(default=None, sa_type=words(SongStage))

    mode: SongMode = Field(sa_type=words(SongMode))
    title: str = Field(max_length=120)
    prompt: str = Field(max_length=500)
    lyrics: str = Field(sa_type=Text)
    full_described_song: str = Field(sa_type=Text)
    described_lyrics: str = Field(sa_type=Text)
    instrumental: bool
    audio_duration: float
    seed: int = Field(sa_type=BigInteger)
    guidance_scale: float | None = None
    infer_step: int | None = None

    engine: str | None = Field(default=None, max_length=40)
    model_revision: str | None = Field(default=None, max_length=200)
    models: list[dict[str, str]] = Field(
        default_factory=list, sa_type=JSONB, sa_column_kwargs={"server_default": "[]"}
    )
    """Role, name, revision and licence of each model that had a part in it."""
    peaks: list[int] | None = Field(default=None, sa_type=ARRAY(SmallInteger))
    cover_colors: list[str] | None = Field(default=None, sa_type=ARRAY(Text))
    failure_code: str | None = Field(default=None, max_length=60)
    failure_message: str | None = Field(default=None, max_length=500)

    published: bool = False
    published_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """When it was last published; the feed counts its age from then. The database fills
    it in if nobody does."""
    listen_count: int = 0
    like_count: int = 0

    cancel_requested_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Set under the row's lock: from then on the song cannot become ready."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    started_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    finished_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)

    owner: User = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    category_links: list[SongCategory] = Relationship(
        sa_relationship_kwargs={
            "lazy": "selectin",
            "order_by": "SongCategory.position",
            "cascade": "all, delete-orphan",
        }
    )
    objects: list[SongObject] = Relationship(
        sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"}
    )

    @property
    def categories(self) -> list[str]:
        return [link.category for link in self.category_links]

    def object_named(self, name: str) -> SongObject | None:
        return next((item for item in self.objects if item.name == name), None)
