"""What an errand is made of: parts that find what is amiss, and can mend it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeAlias

Beat: TypeAlias = Callable[[], None]
"""Called between steps: whoever waits for an errand hears that it goes on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One thing to do, or many of a kind."""

    kind: str
    """What is amiss, in a word or two with underscores."""
    id: str
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What one look came upon."""

    seen: int
    found: Sequence[Found] = ()
    after: str = ""
    """Where the next look begins; blank when there is no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Graces:
    """How long things are left to those whose business they are."""

    queued: timedelta = timedelta(minutes=1)
    """The gateway's relay starts songs after five seconds."""
    closed: timedelta = timedelta(minutes=1)
    """Activities of a workflow that was ended may still be about to write."""
    lost: timedelta = timedelta(hours=1)
    """A running song that Temporal does not know: it may be the wrong Temporal."""
    loose: timedelta = timedelta(minutes=10)
    """A credit set aside for no song: the song's deletion is about to settle it."""
    ended: timedelta = timedelta(hours=1)
    """Objects of a song that ended: longer than any activity that could store more."""
    unknown: timedelta = timedelta(days=1)
    """Objects of no song, and uploads: time to notice that the database is the wrong one."""


class Part(Protocol):
    """Both ways may be taken at any time, by several at once, and again."""

    async def find(self, after: str) -> Page:
        """Look, from ``after`` on; changes nothing."""

    async def do(self, found: Found, beat: Beat) -> int:
        """Mend it, if it is still so; how many there were to mend."""
