"""Genres, and which songs have them."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class Category(SQLModel, table=True):
    """The fixed vocabulary of ``shared.domain.categories``, as rows to point at."""

    __tablename__ = "categories"

    name: str = Field(primary_key=True, max_length=40)
    song_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Of published songs; the database keeps it."""


class SongCategory(SQLModel, table=True):
    __tablename__ = "song_categories"

    song_id: UUID = Field(foreign_key="songs.id", ondelete="CASCADE", primary_key=True)
    category: str = Field(foreign_key="categories.name", primary_key=True, index=True)
    position: int
    """0 is the main genre."""
