"""What was bought at Polar, and what it did to an account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class Order(SQLModel, table=True):
    """One order at Polar, as far as it was heard of; its row is the lock on it.

    It has no foreign key to ``users``: it outlives the person, as the ledger does.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("credits_granted >= 0", name="orders_grant_positive"),
        CheckConstraint(
            "credits_taken_back >= 0 AND credits_owed >= 0"
            " AND credits_taken_back + credits_owed <= credits_granted",
            name="orders_take_back_at_most_the_grant",
        ),
        CheckConstraint("refunded_amount >= 0", name="orders_refund_positive"),
    )

    id: UUID = Field(primary_key=True)
    """Polar's id of the order."""
    account_id: UUID | None = Field(default=None, index=True)
    product_id: str | None = Field(default=None, max_length=64)
    credits_granted: int = 0
    refunded_amount: int = Field(default=0, sa_type=BigInteger)
    """The most that any event said, in the currency's smallest unit."""
    is_fully_refunded: bool = False
    credits_taken_back: int = 0
    credits_owed: int = 0
    """Refunded, but spent before it could be taken back."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
