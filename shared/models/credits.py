"""Credits, as rows: an account and its append-only entries."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now, words


class EntryKind(StrEnum):
    GRANT = "grant"
    RESERVE = "reserve"
    CAPTURE = "capture"
    RELEASE = "release"
    TAKE_BACK = "take_back"
    """What a refunded order had granted."""


class CreditAccount(SQLModel, table=True):
    """The sums of an account's entries, kept by a trigger; its row is their lock.

    It has no foreign key to ``users``: the ledger outlives the person.
    """

    __tablename__ = "credit_accounts"
    __table_args__ = (
        CheckConstraint("reserved >= 0", name="credit_accounts_reserved_positive"),
        CheckConstraint("balance >= reserved", name="credit_accounts_never_overdrawn"),
    )

    id: UUID = Field(primary_key=True)
    """The user's id."""
    balance: int = 0
    reserved: int = 0


class LedgerEntry(SQLModel, table=True):
    """One movement of credits. Rows are added, never changed, never removed."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        # A song's credit is captured or released: the database allows one of the two.
        Index(
            "ledger_entries_one_end_a_song",
            "song_id",
            unique=True,
            postgresql_where=text("kind IN ('capture', 'release')"),
        ),
        Index(
            "ledger_entries_one_grant_an_order",
            "order_id",
            unique=True,
            postgresql_where=text("kind = 'grant'"),
        ),
        CheckConstraint(
            "CASE kind"
            " WHEN 'grant' THEN amount > 0 AND reserved = 0"
            " WHEN 'reserve' THEN amount = 0 AND reserved > 0"
            " WHEN 'capture' THEN amount = reserved AND reserved < 0"
            " WHEN 'release' THEN amount = 0 AND reserved <= 0"
            " WHEN 'take_back' THEN amount < 0 AND reserved = 0"
            " END",
            name="ledger_entries_shape",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    position: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, Identity(always=True), unique=True),
    )
    """Order of writing, given by the database."""
    account_id: UUID = Field(foreign_key="credit_accounts.id", index=True)
    kind: EntryKind = Field(sa_type=words(EntryKind))
    amount: int
    """Change of the balance."""
    reserved: int = 0
    """Change of what is set aside."""
    balance_after: int = 0
    """Written by the trigger that applies the entry to its account."""
    song_id: UUID | None = Field(default=None, index=True)
    order_id: UUID | None = Field(default=None, index=True)
    """Polar's id of the order that was paid or refunded."""
    note: str = Field(default="", max_length=120)
    idempotency_key: str = Field(unique=True, max_length=120)
    created_at: datetime = Field(default_factory=utc_now, sa_type=TIMESTAMP)
