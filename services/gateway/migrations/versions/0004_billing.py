"""Orders, the webhook inbox, checkouts; credits that a refund takes back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SHAPE = (
    "CASE kind"
    " WHEN 'grant' THEN amount > 0 AND reserved = 0"
    " WHEN 'reserve' THEN amount = 0 AND reserved > 0"
    " WHEN 'capture' THEN amount = reserved AND reserved < 0"
    " WHEN 'release' THEN amount = 0 AND reserved <= 0"
)
_TAKE_BACK = " WHEN 'take_back' THEN amount < 0 AND reserved = 0"
_KINDS = "kind IN ('grant', 'reserve', 'capture', 'release'"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _allow(kinds=f"{_KINDS}, 'take_back')", shape=f"{_SHAPE}{_TAKE_BACK} END")
    op.add_column("ledger_entries", sa.Column("order_id", sa.Uuid))
    op.create_index("ix_ledger_entries_order_id", "ledger_entries", ["order_id"])
    op.create_index(
        "ledger_entries_one_grant_an_order",
        "ledger_entries",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'grant'"),
    )
    _create_orders()
    _create_inbox_and_checkouts()


def downgrade() -> None:
    for table in ("checkouts", "webhook_deliveries", "orders"):
        op.drop_table(table)
    op.drop_index("ledger_entries_one_grant_an_order", "ledger_entries")
    op.drop_index("ix_ledger_entries_order_id", "ledger_entries")
    op.drop_column("ledger_entries", "order_id")
    _allow(kinds=f"{_KINDS})", shape=f"{_SHAPE} END")


def _allow(*, kinds: str, shape: str) -> None:
    for name, condition in (("entrykind", kinds), ("ledger_entries_shape", shape)):
        op.drop_constraint(name, "ledger_entries", type_="check")
        op.create_check_constraint(name, "ledger_entries", condition)


def _create_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, index=True),
        sa.Column("product_id", sa.String(64)),
        sa.Column("credits_granted", sa.Integer, nullable=False),
        sa.Column("refunded_amount", sa.BigInteger, nullable=False),
        sa.Column("is_fully_refunded", sa.Boolean, nullable=False),
        sa.Column("credits_taken_back", sa.Integer, nullable=False),
        sa.Column("credits_owed", sa.Integer, nullable=False),
        _moment("created_at"),
        _moment("updated_at"),
        sa.CheckConstraint("credits_granted >= 0", name="orders_grant_positive"),
        sa.CheckConstraint(
            "credits_taken_back >= 0 AND credits_owed >= 0"
            " AND credits_taken_back + credits_owed <= credits_granted",
            name="orders_take_back_at_most_the_grant",
        ),
        sa.CheckConstraint("refunded_amount >= 0", name="orders_refund_positive"),
    )


def _create_inbox_and_checkouts() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("type", sa.String(120), nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("typed_ok", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.Column(
            "received_at", sa.DateTime(timezone=True), nullable=False, index=True
        ),
    )
    op.create_table(
        "checkouts",
        sa.Column(
            "user_id",
            sa.Uuid,
            sa.ForeignKey("users.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("product_id", sa.String(64), primary_key=True),
        _moment("held_until", nullable=True),
        sa.Column("polar_id", sa.Uuid),
        sa.Column("url", sa.String(2000)),
        _moment("expires_at", nullable=True),
    )
