"""Tokens, keys, second factors, providers, mails and rate limits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

_TABLES = (
    "single_use_tokens",
    "rate_buckets",
    "mails",
    "oauth_accounts",
    "api_keys",
    "totp_credentials",
    "recovery_codes",
    "passkeys",
)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _user_id(
    *, primary_key: bool = False, index: bool = False, nullable: bool = False
) -> sa.Column[object]:
    return sa.Column(
        "user_id",
        sa.Uuid,
        sa.ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=primary_key,
        index=index,
        nullable=nullable,
    )


def _one_of(name: str, kind: str, *values: str) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.Enum(
            *values, native_enum=False, create_constraint=True, name=kind, length=24
        ),
        nullable=False,
    )


def upgrade() -> None:
    op.alter_column("users", "password_hash", nullable=True)
    op.add_column("users", _moment("erased_at", nullable=True))
    op.create_index(
        "users_erased",
        "users",
        ["erased_at"],
        postgresql_where=sa.text("erased_at IS NOT NULL"),
    )
    op.add_column(
        "sessions",
        sa.Column("address", sa.String(45), nullable=False, server_default=""),
    )
    op.alter_column("sessions", "address", server_default=None)
    op.add_column("sessions", _moment("authenticated_at", nullable=True))
    op.execute("UPDATE sessions SET authenticated_at = created_at")
    op.alter_column("sessions", "authenticated_at", nullable=False)
    _create_tokens_and_limits()
    _create_mails()
    _create_ways_in()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("sessions", "authenticated_at")
    op.drop_column("sessions", "address")
    op.drop_column("users", "erased_at")
    op.execute("DELETE FROM users WHERE password_hash IS NULL")
    op.alter_column("users", "password_hash", nullable=False)


def _create_tokens_and_limits() -> None:
    op.create_table(
        "single_use_tokens",
        sa.Column("token_sha256", sa.LargeBinary, primary_key=True),
        _one_of(
            "purpose",
            "tokenpurpose",
            "verify_email",
            "change_email",
            "reset_password",
            "oauth",
            "second_factor",
            "totp_setup",
            "passkey_creation",
            "passkey_sign_in",
        ),
        _user_id(index=True, nullable=True),
        sa.Column("facts", postgresql.JSONB, nullable=False),
        _moment("created_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "rate_buckets",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("tokens", sa.Float, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def _create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid, primary_key=True),
        _one_of(
            "purpose",
            "mailpurpose",
            "verify_email",
            "change_email",
            "reset_password",
            "email_changed",
            "password_changed",
            "sign_in_changed",
            "account_erased",
        ),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("user_id", sa.Uuid),
        _moment("created_at"),
        _moment("settled_at", nullable=True),
    )
    op.create_index(
        "mails_unsettled",
        "mails",
        ["created_at"],
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def _create_ways_in() -> None:
    op.create_table(
        "oauth_accounts",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        sa.Column("provider", sa.String(40), nullable=False),
        _user_id(index=True),
        _moment("created_at"),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Uuid, primary_key=True),
        _user_id(index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("public_id", sa.String(8), nullable=False, unique=True),
        sa.Column("secret_sha256", sa.LargeBinary, nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text), nullable=False),
        _moment("created_at"),
        _moment("expires_at", nullable=True),
        _moment("last_used_at", nullable=True),
    )
    op.create_table(
        "totp_credentials",
        _user_id(primary_key=True),
        sa.Column("secret", sa.String(400), nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "recovery_codes",
        _user_id(primary_key=True),
        sa.Column("code_sha256", sa.LargeBinary, primary_key=True),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid, primary_key=True),
        _user_id(index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential_id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("transports", postgresql.ARRAY(sa.Text), nullable=False),
        _moment("created_at"),
        _moment("last_used_at", nullable=True),
    )
