"""What Polar has told us, kept as it came: the inbox."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP, utc_now


class WebhookDelivery(SQLModel, table=True):
    """One event as it was first delivered; a second delivery finds it and does nothing."""

    __tablename__ = "webhook_deliveries"

    id: str = Field(primary_key=True, max_length=255)
    """The ``webhook-id`` header: the same for each delivery of one event."""
    type: str = Field(max_length=120, index=True)
    body: str = Field(sa_type=Text)
    """Exactly as signed."""
    typed_ok: bool
    """Whether the vendor's package could read it."""
    outcome: str = Field(max_length=200)
    """What it did, in one sentence."""
    received_at: datetime = Field(
        default_factory=utc_now, sa_type=TIMESTAMP, index=True
    )
