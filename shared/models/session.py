"""Where a person is signed in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Session(SQLModel, table=True):
    """A browser's sign-in. Only the token's digest is kept: a dump opens nothing."""

    __tablename__ = "sessions"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    token_sha256: bytes = Field(unique=True)
    user_agent: str = Field(default="", max_length=256)
    address: str = Field(default="", max_length=45)
    """The network address that signed in."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    authenticated_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    """When the person last proved who they are: sensitive changes ask that it be recent."""
    last_seen_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    expires_at: datetime = Field(sa_type=TIMESTAMP, index=True)
