"""People, songs and the credits ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.gateway.migrations.ledger_triggers import CREATE, DROP

revision = "0001"
down_revision = None

CATEGORIES = (
    "Acoustic",
    "Afrobeat",
    "Ambient",
    "Blues",
    "Bossa nova",
    "Cinematic",
    "Classical",
    "Country",
    "Dance",
    "Disco",
    "Drum and bass",
    "Dub",
    "Electronic",
    "Folk",
    "Funk",
    "Gospel",
    "Highlife",
    "Hip-hop",
    "House",
    "Indie",
    "Jazz",
    "Latin",
    "Lo-fi",
    "Metal",
    "Pop",
    "Punk",
    "R&B",
    "Reggae",
    "Rock",
    "Soul",
    "Synthwave",
    "Techno",
    "Trap",
    "Waltz",
    "World",
)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _one_of(
    name: str, kind: str, *values: str, nullable: bool = False
) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.Enum(
            *values, native_enum=False, create_constraint=True, name=kind, length=24
        ),
        nullable=nullable,
    )


def _song_id(*, primary_key: bool = True, index: bool = False) -> sa.Column[object]:
    return sa.Column(
        "song_id",
        sa.Uuid,
        sa.ForeignKey("songs.id", ondelete="CASCADE"),
        primary_key=primary_key,
        index=index,
    )


def _user_id(
    name: str = "user_id", *, primary_key: bool = False, index: bool = False
) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.Uuid,
        sa.ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=primary_key,
        index=index,
        nullable=False,
    )


def upgrade() -> None:
    _create_people()
    _create_songs()
    _create_what_songs_have()
    _create_ledger()
    for statement in CREATE:
        op.execute(statement)


def downgrade() -> None:
    for statement in DROP:
        op.execute(statement)
    for table in (
        "ledger_entries",
        "credit_accounts",
        "idempotent_requests",
        "likes",
        "song_objects",
        "song_categories",
        "categories",
        "songs",
        "sessions",
        "users",
    ):
        op.drop_table(table)


def _create_people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("email_verified", sa.Boolean, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid, primary_key=True),
        _user_id(index=True),
        sa.Column("token_sha256", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("user_agent", sa.String(256), nullable=False),
        _moment("created_at"),
        _moment("last_seen_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def _create_songs() -> None:
    op.create_table(
        "songs",
        sa.Column("id", sa.Uuid, primary_key=True),
        _user_id("owner_id"),
        sa.Column(
            "parent_song_id", sa.Uuid, sa.ForeignKey("songs.id", ondelete="SET NULL")
        ),
        sa.Column("recipe", postgresql.JSONB, nullable=False),
        _one_of(
            "status", "songstatus", "queued", "running", "ready", "failed", "cancelled"
        ),
        _one_of(
            "stage", "songstage", "writing", "composing", "finishing", nullable=True
        ),
        _one_of("mode", "songmode", "description", "lyrics", "described_lyrics"),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("prompt", sa.String(500), nullable=False),
        sa.Column("lyrics", sa.Text, nullable=False),
        sa.Column("full_described_song", sa.Text, nullable=False),
        sa.Column("described_lyrics", sa.Text, nullable=False),
        sa.Column("instrumental", sa.Boolean, nullable=False),
        sa.Column("audio_duration", sa.Float, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("guidance_scale", sa.Float),
        sa.Column("infer_step", sa.Integer),
        sa.Column("engine", sa.String(40)),
        sa.Column("model_revision", sa.String(200)),
        sa.Column("peaks", postgresql.ARRAY(sa.SmallInteger)),
        sa.Column("cover_colors", postgresql.ARRAY(sa.Text)),
        sa.Column("failure_code", sa.String(60)),
        sa.Column("failure_message", sa.String(500)),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("listen_count", sa.Integer, nullable=False),
        sa.Column("like_count", sa.Integer, nullable=False),
        _moment("created_at"),
        _moment("cancel_requested_at", nullable=True),
        _moment("started_at", nullable=True),
        _moment("finished_at", nullable=True),
    )
    op.create_index("songs_of_an_owner", "songs", ["owner_id", "created_at", "id"])
    op.create_index(
        "songs_unfinished",
        "songs",
        ["created_at"],
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )


def _create_what_songs_have() -> None:
    categories = op.create_table(
        "categories", sa.Column("name", sa.String(40), primary_key=True)
    )
    op.bulk_insert(categories, [{"name": name} for name in CATEGORIES])
    op.create_table(
        "song_categories",
        _song_id(),
        sa.Column(
            "category",
            sa.String(40),
            sa.ForeignKey("categories.name"),
            primary_key=True,
            index=True,
        ),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "song_objects",
        _song_id(),
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("key", sa.String(200), nullable=False, unique=True),
        sa.Column("content_type", sa.String(60), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "likes",
        _user_id(primary_key=True),
        _song_id(index=True),
        _moment("created_at"),
    )
    op.create_table(
        "idempotent_requests",
        _user_id(primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("body_sha256", sa.LargeBinary, nullable=False),
        sa.Column("song_ids", postgresql.ARRAY(sa.Uuid), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def _create_ledger() -> None:
    op.create_table(
        "credit_accounts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("balance", sa.Integer, nullable=False),
        sa.Column("reserved", sa.Integer, nullable=False),
        sa.CheckConstraint("reserved >= 0", name="credit_accounts_reserved_positive"),
        sa.CheckConstraint(
            "balance >= reserved", name="credit_accounts_never_overdrawn"
        ),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), unique=True),
        sa.Column(
            "account_id",
            sa.Uuid,
            sa.ForeignKey("credit_accounts.id"),
            nullable=False,
            index=True,
        ),
        _one_of("kind", "entrykind", "grant", "reserve", "capture", "release"),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("reserved", sa.Integer, nullable=False),
        sa.Column("balance_after", sa.Integer, nullable=False),
        sa.Column("song_id", sa.Uuid, index=True),
        sa.Column("note", sa.String(120), nullable=False),
        sa.Column("idempotency_key", sa.String(120), nullable=False, unique=True),
        _moment("created_at"),
        sa.CheckConstraint(
            "CASE kind"
            " WHEN 'grant' THEN amount > 0 AND reserved = 0"
            " WHEN 'reserve' THEN amount = 0 AND reserved > 0"
            " WHEN 'capture' THEN amount = reserved AND reserved < 0"
            " WHEN 'release' THEN amount = 0 AND reserved <= 0"
            " END",
            name="ledger_entries_shape",
        ),
    )
    op.create_index(
        "ledger_entries_one_end_a_song",
        "ledger_entries",
        ["song_id"],
        unique=True,
        postgresql_where=sa.text("kind IN ('capture', 'release')"),
    )
