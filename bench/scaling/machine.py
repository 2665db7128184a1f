"""One machine that makes songs: models that share passes, encoders, uploads."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

from bench.scaling.clock import Clock
from bench.scaling.songs import Song, Work
from bench.scaling.stage_times import Shape, Stage, StageTimes

Waiting: TypeAlias = list[tuple[float, Song]]
"""Since when, and who; in the order of arrival."""
Tell: TypeAlias = Callable[[Stage, Sequence[Song]], None]
Done: TypeAlias = Callable[["Machine", Song, Work], None]


def company(waiting: Waiting, most: int, *, alike: bool) -> Waiting:
    """The oldest and those that fit to it, as ``services.gpu_inference.batching`` takes them."""
    if not alike:
        return waiting[:most]
    seconds = waiting[0][1].seconds
    return [each for each in waiting if each[1].seconds == seconds][:most]


class Lane:
    """One model, and who waits for it."""

    __slots__ = ("alike", "is_busy", "is_timed", "most", "patience", "stage", "waiting")

    def __init__(self, stage: Stage, shape: Shape) -> None:
        self.stage = stage
        self.most = shape.most(stage)
        self.patience = 0.0 if stage is Stage.DECODE else shape.patience_seconds
        self.alike = stage is Stage.DENOISE
        """Whether only songs of one length share a pass."""
        self.waiting: Waiting = []
        self.is_busy = self.is_timed = False


class Machine:
    def __init__(
        self, clock: Clock, shape: Shape, times: StageTimes, *, done: Done, tell: Tell
    ) -> None:
        """``done`` hears of each activity that ends, ``tell`` of each pass that begins."""
        self._clock, self._times = clock, times
        self._done, self._tell = done, tell
        self._lanes = [Lane(stage, shape) for stage in Stage]
        self._contention = shape.contention
        self._free_encoders = shape.encoders
        self._to_encode: deque[tuple[Song, Work]] = deque()
        self._busy_models, self._busy_since = 0, 0.0
        self.slots = self.free = shape.slots
        self.is_ready = self.is_leaving = self.is_polling = False
        self.asked_at = clock.now
        self.busy_seconds = 0.0
        """With a pass on the card."""

    def begin(self, song: Song, work: Work) -> None:
        if work is Work.FINISH:
            self._encode(song, work)
        else:
            self._join(self._lanes[work], song)

    def _join(self, lane: Lane, song: Song) -> None:
        lane.waiting.append((self._clock.now, song))
        self._look(lane)

    def _look(self, lane: Lane) -> None:
        """Begin a pass, or give the oldest song some patience to find company."""
        if lane.is_busy or not lane.waiting:
            return
        chosen = company(lane.waiting, lane.most, alike=lane.alike)
        left = chosen[0][0] + lane.patience - self._clock.now
        # Sums of times are not exact: a timer may come a hair too early.
        if len(chosen) >= lane.most or left <= 1e-6:
            self._pass(lane, chosen)
        elif not lane.is_timed:
            lane.is_timed = True
            self._clock.after(left, self._patience_ended, lane)

    def _patience_ended(self, lane: Lane) -> None:
        lane.is_timed = False
        self._look(lane)

    def _pass(self, lane: Lane, chosen: Waiting) -> None:
        for each in chosen:
            lane.waiting.remove(each)
        songs = [song for _, song in chosen]
        self._tell(lane.stage, songs)
        slower = 1 + self._contention * self._busy_models
        if not self._busy_models:
            self._busy_since = self._clock.now
        self._busy_models += 1
        lane.is_busy = True
        seconds = slower * self._times.of_pass(lane.stage, songs)
        self._clock.after(seconds, self._passed, (lane, songs))

    def _passed(self, about: tuple[Lane, Sequence[Song]]) -> None:
        lane, songs = about
        lane.is_busy = False
        self._busy_models -= 1
        if not self._busy_models:
            self.busy_seconds += self._clock.now - self._busy_since
        for song in songs:
            self._go_on(lane.stage, song)
        self._look(lane)

    def _go_on(self, stage: Stage, song: Song) -> None:
        match stage:
            case Stage.WRITE:
                self._done(self, song, Work.WRITE)
            case Stage.DENOISE:
                self._join(self._lanes[Stage.DECODE], song)
            case Stage.DECODE:
                self._encode(song, Work.COMPOSE)
            case Stage.PAINT:
                self._store(song, Work.PAINT)

    def _encode(self, song: Song, work: Work) -> None:
        if not self._free_encoders:
            self._to_encode.append((song, work))
            return
        self._free_encoders -= 1
        seconds = self._times.of_encoding(work, song)
        self._clock.after(seconds, self._encoded, (song, work))

    def _encoded(self, about: tuple[Song, Work]) -> None:
        self._free_encoders += 1
        if self._to_encode:
            self._encode(*self._to_encode.popleft())
        self._store(*about)

    def _store(self, song: Song, work: Work) -> None:
        seconds = self._times.of_storing(work, song)
        self._clock.after(seconds, self._stored, (song, work))

    def _stored(self, about: tuple[Song, Work]) -> None:
        self._done(self, *about)
