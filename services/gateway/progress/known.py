"""What the reader of a stream knows: it is the id of each event, and comes back with it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Self
from uuid import UUID

LONGEST_ABSENCE: Final = timedelta(hours=1)
"""What was asked for and ended longer ago, a list tells, and no event any more."""
_MOST_SONGS: Final = 100


@dataclass(kw_only=True)
class Known:
    newest: datetime
    """Songs that were asked for later are news."""
    unfinished: set[UUID] = field(default_factory=set)
    """As far as was told: one that has ended since is news."""

    @classmethod
    def of(cls, last_event_id: str | None, *, now: datetime) -> Self:
        """As the last event left it; from now on, where there was none."""
        seconds, _, song_ids = (last_event_id or "").partition("_")
        try:
            told = datetime.fromtimestamp(float(seconds), UTC)
            unfinished = {
                UUID(each) for each in song_ids.split("_")[:_MOST_SONGS] if each
            }
        except (ValueError, OverflowError, OSError):
            return cls(newest=now)
        return cls(
            newest=min(max(told, now - LONGEST_ABSENCE), now), unfinished=unfinished
        )

    def name(self) -> str:
        songs = sorted(each.hex for each in self.unfinished)
        return "_".join([f"{self.newest.timestamp():.6f}", *songs[:_MOST_SONGS]])

    def note(self, song_id: UUID, created_at: datetime) -> None:
        """There is a song whose end is still to be told."""
        self.newest = max(self.newest, created_at)
        self.unfinished.add(song_id)
