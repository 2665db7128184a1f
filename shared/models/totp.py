"""The second step of signing in: an authenticator's codes, and codes on paper."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class TotpCredential(SQLModel, table=True):
    """An authenticator app's shared secret (RFC 6238)."""

    __tablename__ = "totp_credentials"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    secret: str = Field(max_length=400)
    """As ``shared.sealing`` keeps it: encrypted when a key is set."""
    last_step: int = Field(default=0, sa_type=BigInteger)
    """The 30-second step of the last code taken, which is never taken again."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)


class RecoveryCode(SQLModel, table=True):
    """One code on paper; its row goes when it is used."""

    __tablename__ = "recovery_codes"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    code_sha256: bytes = Field(primary_key=True)
