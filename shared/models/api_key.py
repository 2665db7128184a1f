"""Keys with which a person's own programs ask."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class ApiKey(SQLModel, table=True):
    """The secret is shown once; only its digest is kept."""

    __tablename__ = "api_keys"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=80)
    public_id: str = Field(unique=True, max_length=8)
    """The part of the key that may be seen, and finds it."""
    secret_sha256: bytes
    scopes: list[str] = Field(sa_type=ARRAY(Text))
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    expires_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    last_used_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
