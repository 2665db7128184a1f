"""Accounts at other providers that a person signs in with."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class OauthAccount(SQLModel, table=True):
    """Known by issuer and subject: an e-mail address can change hands."""

    __tablename__ = "oauth_accounts"

    issuer: str = Field(primary_key=True, max_length=255)
    subject: str = Field(primary_key=True, max_length=255)
    provider: str = Field(max_length=40)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
