"""What is wrong between a song's row and its objects: part of I6, I7 and I8."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.recorded import RecordedSong
from services.workflows.audit.side_by_side import Pair
from services.workflows.audit.violations import Violation
from shared.domain.songs import UNFINISHED, SongStatus
from shared.storage import ListedObject

MISSING: Final = "missing"
DIFFERENT: Final = "different"
LEFT_OVER: Final = "left-over"
UNRECORDED: Final = "unrecorded"
ORPHAN: Final = "orphan"
RULES: Final = (MISSING, DIFFERENT, LEFT_OVER, UNRECORDED, ORPHAN)

IN_PASSING: Final = frozenset({LEFT_OVER, UNRECORDED, ORPHAN})
"""What a workflow on its way may still record or remove."""


def judged(pair: Pair, *, settled_before: datetime) -> Iterator[Violation]:
    """Nothing of a song that is being made, or whose owner is being erased."""
    song = pair.recorded
    objects = pair.stored.objects if pair.stored is not None else {}
    if song is None:
        yield from _orphans(pair, objects, settled_before)
    elif song.is_being_erased or song.status in UNFINISHED:
        return
    elif song.status == SongStatus.READY:
        yield from _differences(song, objects)
        yield from _unrecorded(song, objects, settled_before)
    elif song.finished_at is None or song.finished_at < settled_before:
        yield from _left_over(song, objects, settled_before)


def content_differs(song: RecordedSong, key: str) -> Violation:
    return _of(
        Invariant.I6,
        DIFFERENT,
        (str(song.song_id), key),
        f"{key} of song {song.song_id} has another content than was recorded",
    )


def _differences(
    song: RecordedSong, objects: Mapping[str, ListedObject]
) -> Iterator[Violation]:
    for key, recorded in song.objects.items():
        subjects, found = (str(song.song_id), key), objects.get(key)
        if found is None:
            sentence = f"{key} of song {song.song_id} is gone"
            yield _of(Invariant.I6, MISSING, subjects, sentence)
        elif found.size_bytes != recorded.size_bytes:
            sentence = (
                f"{key} of song {song.song_id} has {found.size_bytes} bytes, recorded"
                f" were {recorded.size_bytes}"
            )
            yield _of(Invariant.I6, DIFFERENT, subjects, sentence)


def _unrecorded(
    song: RecordedSong, objects: Mapping[str, ListedObject], settled_before: datetime
) -> Iterator[Violation]:
    for key, found in objects.items():
        if key not in song.objects and found.changed_at < settled_before:
            sentence = f"{key} is not among the objects of song {song.song_id}"
            yield _of(Invariant.I8, UNRECORDED, (str(song.song_id), key), sentence)


def _left_over(
    song: RecordedSong, objects: Mapping[str, ListedObject], settled_before: datetime
) -> Iterator[Violation]:
    for key, found in objects.items():
        if found.changed_at < settled_before:
            sentence = (
                f"{key} is left over of song {song.song_id}, which is {song.status}"
            )
            yield _of(Invariant.I7, LEFT_OVER, (str(song.song_id), key), sentence)


def _orphans(
    pair: Pair, objects: Mapping[str, ListedObject], settled_before: datetime
) -> Iterator[Violation]:
    for key, found in objects.items():
        if found.changed_at < settled_before:
            # What has no song is looked up by its key.
            subjects = (str(pair.song_id), key) if pair.song_id else (key,)
            yield _of(Invariant.I8, ORPHAN, subjects, f"{key} belongs to no song")


def _of(
    invariant: Invariant, rule: str, subjects: tuple[str, ...], sentence: str
) -> Violation:
    return Violation(
        invariant=invariant, rule=rule, subjects=subjects, sentence=sentence
    )
