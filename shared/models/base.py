"""Column types every table shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum


def utc_now() -> datetime:
    return datetime.now(UTC)


TIMESTAMP: Any = DateTime(timezone=True)


def words(kind: type[StrEnum]) -> Enum:
    """Store an enumeration by its values, as text with a check that both sides share."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=kind.__name__.lower(),
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )
