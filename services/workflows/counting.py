"""Counts what the database has committed: how songs ended, and which credits moved."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from prometheus_client import Counter
from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, object_session

from services.workflows.definitions.remedies import REMEDIES
from shared.domain.songs import UNFINISHED, SongStatus
from shared.models.credits import EntryKind, LedgerEntry
from shared.models.song import Song

SONGS: Final = Counter("songs", "Songs that have ended.", ["outcome"])
SONG_FAILURES: Final = Counter("song_failures", "Songs that failed, by why.", ["code"])
CREDITS_RESERVED: Final = Counter("credits_reserved", "Credits set aside for songs.")
CREDITS_POSTED: Final = Counter("credits_posted", "Credits taken for ready songs.")
CREDITS_VOIDED: Final = Counter("credits_voided", "Credits given back for others.")

Count: TypeAlias = Callable[[], None]

_WAITING: Final = "counts"
_MOVED: Final = {
    EntryKind.RESERVE: CREDITS_RESERVED,
    EntryKind.CAPTURE: CREDITS_POSTED,
    EntryKind.RELEASE: CREDITS_VOIDED,
}


def count_what_is_committed() -> None:
    """From now on, in this process; to say so again changes nothing.

    At zero from the start, so that a first failure is a step that alert rules see.
    """
    for outcome in SongStatus:
        if outcome not in UNFINISHED:
            SONGS.labels(outcome)
    for code in REMEDIES:
        SONG_FAILURES.labels(code)
    for target, moment, listener in _LISTENERS:
        if not event.contains(target, moment, listener):
            event.listen(target, moment, listener)


def _note_song(_mapper: Any, _connection: Any, song: Song) -> None:
    status, is_new = song.status, inspect(song).attrs.status.history.has_changes()
    if not is_new or status in UNFINISHED:
        return
    _note(song, SONGS.labels(status).inc)
    if status == SongStatus.FAILED:
        _note(song, SONG_FAILURES.labels(song.failure_code or "unknown").inc)


def _note_entry(_mapper: Any, _connection: Any, entry: LedgerEntry) -> None:
    moved = _MOVED.get(entry.kind)
    # A release that only fences frees nothing: it counts as nought.
    if moved is not None:
        amount = abs(entry.reserved)
        _note(entry, lambda: moved.inc(amount))


def _note(row: object, count: Count) -> None:
    session = object_session(row)
    if session is not None:
        session.info.setdefault(_WAITING, []).append(count)


def _count(session: Session) -> None:
    for count in session.info.pop(_WAITING, []):
        count()


def _forget(session: Session) -> None:
    session.info.pop(_WAITING, None)


_LISTENERS: Final = (
    (Song, "after_update", _note_song),
    (LedgerEntry, "after_insert", _note_entry),
    (Session, "after_commit", _count),
    (Session, "after_rollback", _forget),
)
