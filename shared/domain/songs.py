"""The life of a song: which states it has and how it may move between them."""

from enum import StrEnum

from shared.errors import DomainError


class SongMode(StrEnum):
    """What the person gave us to start from."""

    DESCRIPTION = "description"
    LYRICS = "lyrics"
    DESCRIBED_LYRICS = "described_lyrics"


class SongStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SongStage(StrEnum):
    """What a running song is waiting for."""

    WRITING = "writing"
    COMPOSING = "composing"
    FINISHING = "finishing"


UNFINISHED = (SongStatus.QUEUED, SongStatus.RUNNING)

_NEXT: dict[SongStatus, frozenset[SongStatus]] = {
    SongStatus.QUEUED: frozenset(
        {SongStatus.RUNNING, SongStatus.FAILED, SongStatus.CANCELLED}
    ),
    SongStatus.RUNNING: frozenset(
        {SongStatus.READY, SongStatus.FAILED, SongStatus.CANCELLED}
    ),
    SongStatus.READY: frozenset(),
    SongStatus.FAILED: frozenset(),
    SongStatus.CANCELLED: frozenset(),
}


class InvalidTransition(DomainError):
    def __init__(self, current: SongStatus, target: SongStatus) -> None:
        super().__init__(f"A {current} song cannot become {target}.")
        self.current = current
        self.target = target


class CancelRequested(DomainError):
    """Somebody was told that this song ends; it must not become ready."""

    def __init__(self) -> None:
        super().__init__("The song's cancellation was requested.")


class SongAlreadyFinished(DomainError):
    def __init__(self, status: SongStatus) -> None:
        super().__init__(f"The song is already {status}; it cannot be cancelled.")
        self.song_status = status


def advance(current: SongStatus, target: SongStatus) -> SongStatus:
    """Return ``target``; moving to the state already held is allowed, for retries."""
    if target != current and target not in _NEXT[current]:
        raise InvalidTransition(current, target)
    return target
