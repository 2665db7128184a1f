"""Values that all of the vendor's documents share."""

import uuid
from datetime import UTC, datetime
from typing import Final

ORGANIZATION_ID: Final = "5d0e1b6e-0000-4000-8000-000000000001"
CURRENCY: Final = "usd"


def new_id() -> str:
    return str(uuid.uuid4())


def moment(when: datetime | None = None) -> str:
    """As the vendor writes times: UTC with microseconds."""
    when = datetime.now(UTC) if when is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
