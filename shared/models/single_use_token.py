"""Tokens that open one thing once: links in mails, and steps of signing in."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now, words


class TokenPurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    CHANGE_EMAIL = "change_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a purpose, not a password
    OAUTH = "oauth"
    SECOND_FACTOR = "second_factor"
    TOTP_SETUP = "totp_setup"
    PASSKEY_CREATION = "passkey_creation"
    PASSKEY_SIGN_IN = "passkey_sign_in"


class SingleUseToken(SQLModel, table=True):
    """Only the token's digest is kept: a dump opens nothing."""

    __tablename__ = "single_use_tokens"

    token_sha256: bytes = Field(primary_key=True)
    purpose: TokenPurpose = Field(sa_type=words(TokenPurpose))
    user_id: UUID | None = Field(
        default=None, foreign_key="users.id", ondelete="CASCADE", index=True
    )
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """What whoever redeems the token needs to know."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    expires_at: datetime = Field(sa_type=TIMESTAMP, index=True)
