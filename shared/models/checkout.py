"""Checkouts that a person has begun at Polar."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Checkout(SQLModel, table=True):
    """Kept so that an open one is used again: Polar makes a new one at each request."""

    __tablename__ = "checkouts"
    __table_args__ = (
        Index("checkouts_of_a_user", "user_id", "product_id", "expires_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    product_id: str = Field(max_length=64)
    polar_id: str = Field(unique=True, max_length=64)
    url: str = Field(max_length=2000)
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    expires_at: datetime = Field(sa_type=TIMESTAMP)
