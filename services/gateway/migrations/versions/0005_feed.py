"""The feed of published songs, listens, and the counters that go with them."""

import sqlalchemy as sa
from alembic import op

from services.gateway.migrations.feed_triggers import (
    DROP,
    DROP_FUNCTIONS,
    FILL,
    FUNCTIONS,
    TRIGGERS,
)

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # A trusted extension: whoever owns the database may create it.
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.add_column("songs", _moment("published_at", nullable=True))
    op.execute("UPDATE songs SET published_at = created_at WHERE published")
    op.add_column(
        "categories",
        sa.Column("song_count", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("likes_of_a_person", "likes", ["user_id", "created_at", "song_id"])
    _create_feed()
    _create_listens()
    # Filled before the triggers are there: they would do it one by one.
    for statement in (*FUNCTIONS, *FILL, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for statement in DROP:
        op.execute(statement)
    for table in ("listens", "feed_words", "feed_categories", "feed_songs"):
        op.drop_table(table)
    for statement in DROP_FUNCTIONS:
        op.execute(statement)
    op.drop_index("likes_of_a_person", "likes")
    op.drop_column("categories", "song_count")
    op.drop_column("songs", "published_at")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _song_id(table: str) -> sa.Column[object]:
    key = sa.ForeignKey(f"{table}", ondelete="CASCADE")
    return sa.Column("song_id", sa.Uuid, key, primary_key=True)


def _create_feed() -> None:
    op.create_table(
        "feed_songs",
        _song_id("songs.id"),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        _moment("published_at"),
        sa.Column("trending_score", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "feed_categories",
        sa.Column("category", sa.String(40), primary_key=True),
        _song_id("feed_songs.song_id"),
        _moment("published_at"),
        sa.Column("trending_score", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "feed_words",
        _song_id("feed_songs.song_id"),
        sa.Column("words", sa.Text, nullable=False),
    )
    for table, name, *columns in (
        ("feed_songs", "feed_trending", "trending_score"),
        ("feed_songs", "feed_newest", "published_at"),
        ("feed_songs", "feed_of_an_owner", "owner_id", "published_at"),
        ("feed_categories", "feed_category_trending", "category", "trending_score"),
        ("feed_categories", "feed_category_newest", "category", "published_at"),
    ):
        op.create_index(name, table, [*columns, "song_id"])
    op.create_index("feed_categories_of_a_song", "feed_categories", ["song_id"])
    op.create_index(
        "feed_trigrams",
        "feed_words",
        ["words"],
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    # How often a word occurs decides how best to look for it.
    op.execute("ALTER TABLE feed_words ALTER COLUMN words SET STATISTICS 1000")


def _create_listens() -> None:
    op.create_table(
        "listens",
        _song_id("songs.id"),
        sa.Column("listener", sa.Uuid, primary_key=True),
        sa.Column(
            "user_id",
            sa.Uuid,
            sa.ForeignKey("users.id", ondelete="CASCADE"),
            index=True,
        ),
        sa.Column("times", sa.Integer, nullable=False),
        _moment("last_counted_at"),
    )
    op.create_index(
        "listens_of_visitors",
        "listens",
        ["last_counted_at"],
        postgresql_where=sa.text("user_id IS NULL"),
    )
