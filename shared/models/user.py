"""People with an account."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class User(SQLModel, table=True):
    __tablename__ = "users"
    __table_args__ = (
        Index(
            "users_erased", "erased_at", postgresql_where=text("erased_at IS NOT NULL")
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    """Lower-cased, so that one address is one account."""
    name: str = Field(max_length=80)
    password_hash: str | None = None
    """Without one, a person signs in by a provider or a passkey only."""
    email_verified: bool = False
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    erased_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Asked to be forgotten: nobody signs in any more, and a workflow removes the rest."""
