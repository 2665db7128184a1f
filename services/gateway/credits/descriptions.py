"""A statement's lines in words. Titles are looked up as it is read: the ledger keeps none."""

from dataclasses import dataclass

from shared.models.credits import EntryKind, LedgerEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedSong:
    title: str | None
    is_ready: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An entry, and the song it is about, if that is still there."""

    entry: LedgerEntry
    song: NamedSong | None

    @property
    def song_title(self) -> str | None:
        return self.song.title if self.song and self.song.is_ready else None

    @property
    def description(self) -> str:
        song = f"“{self.song.title}”" if self.song and self.song.title else None
        match self.entry.kind:
            case EntryKind.GRANT:
                return _granted(self.entry)
            case EntryKind.RESERVE:
                return f"Set aside for {song or 'a song'}"
            case EntryKind.CAPTURE:
                return f"{song or 'A song'} is ready"
            case EntryKind.RELEASE:
                return _released(self.entry, song)
            case EntryKind.TAKE_BACK:
                return f"Refunded: {_credits(-self.entry.amount)} taken back"


def _granted(entry: LedgerEntry) -> str:
    if entry.order_id is not None:
        return f"Bought {_credits(entry.amount)}"
    return entry.note or f"{_credits(entry.amount)} added"


def _released(entry: LedgerEntry, song: str | None) -> str:
    was_not_made = f"{song or 'A song'} was not made"
    return f"{was_not_made}: given back" if entry.reserved else was_not_made


def _credits(count: int) -> str:
    return f"{count} credit" if count == 1 else f"{count} credits"
