"""Checkouts that a person has begun at Polar."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP


class Checkout(SQLModel, table=True):
    """The last one for a product, used again while it is open: Polar would make more."""

    __tablename__ = "checkouts"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    product_id: str = Field(primary_key=True, max_length=64)
    held_until: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Until then a request is dealing with it; a second click waits for the first."""
    polar_id: UUID | None = None
    url: str | None = Field(default=None, max_length=2000)
    expires_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
