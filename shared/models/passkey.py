"""Passkeys: sign-in without a password (WebAuthn)."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Passkey(SQLModel, table=True):
    __tablename__ = "passkeys"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=80)
    credential_id: bytes = Field(unique=True)
    public_key: bytes
    sign_count: int = Field(sa_type=BigInteger)
    transports: list[str] = Field(sa_type=ARRAY(Text))
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    last_used_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
