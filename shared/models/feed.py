"""What the feed reads: narrow rows beside the songs, which triggers keep.

``services.gateway.migrations.feed_triggers`` says how; nothing else writes here.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP


class FeedSong(SQLModel, table=True):
    """There exactly while its song is published and ready."""

    __tablename__ = "feed_songs"
    __table_args__ = (
        Index("feed_trending", "trending_score", "song_id"),
        Index("feed_newest", "published_at", "song_id"),
        Index("feed_of_an_owner", "owner_id", "published_at", "song_id"),
    )

    song_id: UUID = Field(foreign_key="songs.id", ondelete="CASCADE", primary_key=True)
    owner_id: UUID
    published_at: datetime = Field(sa_type=TIMESTAMP)
    trending_score: int = Field(sa_type=BigInteger)


class FeedCategory(SQLModel, table=True):
    """The same once more for each genre, so that its pages need no sorting."""

    __tablename__ = "feed_categories"
    __table_args__ = (
        Index("feed_category_trending", "category", "trending_score", "song_id"),
        Index("feed_category_newest", "category", "published_at", "song_id"),
        Index("feed_categories_of_a_song", "song_id"),
    )

    category: str = Field(primary_key=True, max_length=40)
    song_id: UUID = Field(
        foreign_key="feed_songs.song_id", ondelete="CASCADE", primary_key=True
    )
    published_at: datetime = Field(sa_type=TIMESTAMP)
    trending_score: int = Field(sa_type=BigInteger)


class FeedWords(SQLModel, table=True):
    """Title, tags and creator in lower case; apart, because scores move more often."""

    __tablename__ = "feed_words"
    __table_args__ = (
        Index(
            "feed_trigrams",
            "words",
            postgresql_using="gin",
            postgresql_ops={"words": "gin_trgm_ops"},
        ),
    )

    song_id: UUID = Field(
        foreign_key="feed_songs.song_id", ondelete="CASCADE", primary_key=True
    )
    words: str = Field(sa_type=Text)
