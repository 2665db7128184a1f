"""A figure that somebody else said, measured or guessed: it always says who."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    MEASURED = "measured"
    """Here; the source is the command, or the recording."""
    DOCUMENTED = "documented"
    """By others; the source says where."""
    OURS = "ours"
    """A setting or a constant of our own; the source is where it stands."""
    ASSUMED = "assumed"
    """Nobody has measured it. The source says what it was reckoned from, if anything."""
    GIVEN = "given"
    """By the file of ``--inputs``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    name: str
    value: float
    unit: str
    origin: Origin
    source: str
