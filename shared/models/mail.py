"""Mails that were asked for: recorded first, so that none is lost."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now, words


class MailPurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    CHANGE_EMAIL = "change_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 -- a purpose, not a password
    EMAIL_CHANGED = "email_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SIGN_IN_CHANGED = "sign_in_changed"
    """A second factor, a passkey or a provider was added or removed."""
    ACCOUNT_ERASED = "account_erased"


class Mail(SQLModel, table=True):
    """One mail to one address. Without a person it is recorded and never sent."""

    __tablename__ = "mails"
    __table_args__ = (
        Index(
            "mails_unsettled",
            "created_at",
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    purpose: MailPurpose = Field(sa_type=words(MailPurpose))
    address: str = Field(max_length=254)
    """Emptied once the mail is settled: it is needed for sending only."""
    user_id: UUID | None = None
    """Nobody's, when the address has no account: asking takes as long all the same."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    settled_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """When it was sent, or given up."""
