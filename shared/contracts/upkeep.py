"""The upkeep, as workflows carry it: what is looked for regularly, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

UPKEEP: Final = "UpkeepWorkflow"


class Errand(StrEnum):
    """What the upkeep can be sent for."""

    SONGS = "songs"
    """Songs that were accepted, and that no workflow knows."""
    HOLDS = "holds"
    """Credits set aside for songs whose workflow is closed."""
    OBJECTS = "objects"
    """What lies in the bucket and belongs to no living song."""
    EXPIRY = "expiry"
    """Rows whose time is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunErrand:
    """Input of ``UpkeepWorkflow``, and of its activity."""

    errand: Errand
    after: str = ""
    """Where the last run stopped, when it had more before it than one run does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrandReport:
    """Result of ``UpkeepWorkflow``."""

    seen: int = 0
    """Songs, holds, objects, kinds of rows that were looked at."""
    found: Mapping[str, int] = field(default_factory=dict)
    """How many of which kind there was something to do about."""
    done: int = 0
    """How many of them were dealt with; the others had settled themselves meanwhile."""
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By kind, what the first ones are known by, such as a song's id."""
    after: str = ""
    """Where the next run goes on; blank when this one came through."""


def schedule_id(errand: Errand) -> str:
    return f"upkeep-{errand}"
