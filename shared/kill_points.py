"""Kill points: lines of a song's saga where a test can hold a process, and kill just there.

Nothing is held unless ``KILL_POINTS_DIR`` names a folder, which only a test does. There a
file ``reserved.before.armed`` waits for the first process that comes by: it takes the
file by renaming it to ``reserved.before.reached``, and stands still until that is gone.
"""

import asyncio
import functools
import json
import os
import time
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.settings import load

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Less than an engine may be silent: a file that a test forgot must not look like a fault.
_HELD_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.01


class Point(StrEnum):
    """What a step of the saga leaves behind outside its process: its effect.

    ``BEFORE`` is held on the last line where the effect is missing, ``AFTER`` on the first
    line where it is there and whoever asked for it has not been told.
    """

    RECEIVED = "received"
    """Gateway: the transaction that records the songs and their Idempotency-Key."""
    STARTED = "started"
    """Whoever starts the workflow, as a rule the gateway: Temporal has it."""
    RESERVED = "reserved"
    """Workflow worker: the transaction that sets the credit aside."""
    WORDS_WRITTEN = "words-written"
    """Inference worker: the language model's sheet; it lives in the answer alone."""
    MUSIC_START = "music-start"
    """Before the engine is asked for music (worker); after its first step (engine)."""
    MUSIC_MIDDLE = "music-middle"
    """Engine process: the step half way, before and after it is told to the worker."""
    MUSIC_END = "music-end"
    """Inference worker: the encoded master is in storage."""
    COVER = "cover"
    """Before the painter is asked (worker); after the picture is a file (engine)."""
    COVER_STORED = "cover-stored"
    """Inference worker: the cover is in storage."""
    AUDIO_STORED = "audio-stored"
    """Inference worker: what a listener gets is in storage, in both formats.

    Before, the tagged FLAC has replaced the master and the MP3 is missing.
    """
    ROW_READY = "row-ready"
    """Workflow worker: the publishing transaction has the row; before, it has not begun.

    After, the row is written and locked, the credit not yet taken, nothing committed.
    """
    COMMIT = "commit"
    """Workflow worker: the publishing transaction's commit, the pivot of the saga."""
    COMPENSATION = "compensation"
    """Workflow worker: the transaction that ends a song and gives its credit back."""


class Edge(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class KillPointSettings(BaseSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    kill_points_dir: Path | None = None
    """Never set where songs are made for people."""


class KillPoints:
    """The points of one folder, from both sides: a test arms, a process is held."""

    def __init__(self, folder: Path, *, held_seconds: float = _HELD_SECONDS) -> None:
        """A process goes on after ``held_seconds`` even if nobody lets it go."""
        self._folder = folder
        self._held_seconds = held_seconds

    def arm(self, point: Point, edge: Edge) -> None:
        """Hold the next process that reaches this point, and no other."""
        self._file(point, edge, "armed").touch()

    def reached(self, point: Point, edge: Edge) -> bool:
        """Whether a process stands there now."""
        return self._file(point, edge, "reached").exists()

    def let_go(self, point: Point, edge: Edge) -> None:
        """Let whoever stands there go on, and nobody stop there any more."""
        for state in ("armed", "reached"):
            self._file(point, edge, state).unlink(missing_ok=True)

    async def stop_at(
        self, point: Point, edge: Edge, *, song_id: UUID | None = None
    ) -> None:
        """Stand still there if it is armed; the event loop goes on."""
        held = self._take(point, edge, song_id)
        if held is not None:
            while held.is_held():  # noqa: ASYNC110 -- whoever lets go is another process
                await asyncio.sleep(_LOOK_SECONDS)

    def stop_thread_at(
        self, point: Point, edge: Edge, *, song_id: UUID | None = None
    ) -> None:
        """As ``stop_at``, for code that runs in a thread of its own."""
        held = self._take(point, edge, song_id)
        if held is not None:
            while held.is_held():
                time.sleep(_LOOK_SECONDS)

    def _take(self, point: Point, edge: Edge, song_id: UUID | None) -> "_Held | None":
        mine = self._file(point, edge, f"taken-by-{os.getpid()}")
        try:
            self._file(point, edge, "armed").rename(mine)
        except FileNotFoundError:
            return None
        who = {"pid": os.getpid(), "song_id": song_id and str(song_id)}
        mine.write_text(json.dumps(who))
        # Only now: whoever sees this file can read in it who stands there.
        reached = mine.rename(self._file(point, edge, "reached"))
        return _Held(reached, seconds=self._held_seconds)

    def _file(self, point: Point, edge: Edge, state: str) -> Path:
        return self._folder / f"{point}.{edge}.{state}"


class _Held:
    """One stop of one process."""

    def __init__(self, file: Path, *, seconds: float) -> None:
        self._file = file
        self._until = time.monotonic() + seconds

    def is_held(self) -> bool:
        if not self._file.exists():
            return False
        if time.monotonic() < self._until:
            return True
        self._file.unlink(missing_ok=True)
        log.warning("kill_point_forgotten", point=self._file.stem)
        return False


# Asked at every step of every song, so the environment is read once. Not handed through
# the constructors like other settings: what a release never uses should not shape it.
@functools.cache
def _armed() -> KillPoints | None:
    folder = load(KillPointSettings).kill_points_dir
    return None if folder is None else KillPoints(folder)


def are_armed() -> bool:
    """Whether this process can be held at all."""
    return _armed() is not None


def tell_if_armed() -> None:
    """Call at the start of a process: whoever runs a service by mistake so should see it."""
    if are_armed():
        log.warning("kill_points_armed", remedy="unset KILL_POINTS_DIR")


async def reach(point: Point, edge: Edge, *, song_id: UUID | None = None) -> None:
    """A point in asynchronous code. Does nothing in a release."""
    points = _armed()
    if points is not None:
        await points.stop_at(point, edge, song_id=song_id)


def reach_in_thread(point: Point, edge: Edge, *, song_id: UUID | None = None) -> None:
    """A point in code that may block. Does nothing in a release."""
    points = _armed()
    if points is not None:
        points.stop_thread_at(point, edge, song_id=song_id)
