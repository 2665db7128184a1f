"""What an engine process can be asked to do: small in, small out, audio by file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from typing_extensions import override

from services.gpu_inference.composing_points import past_the_points
from services.gpu_inference.cover_files import write_cover
from services.gpu_inference.engines.engine import SAMPLE_RATE, Engine, OnStep
from services.gpu_inference.peaks import peaks
from services.gpu_inference.soundness import require_sound
from shared.contracts.engine import EngineReport
from shared.contracts.songs import ComposeAudio, PaintCover, WriteSong, WrittenSong
from shared.kill_points import Edge, Point, reach_in_thread

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Job(Protocol[Result_co]):
    """Pickled on its way to the engine process, as its result is on the way back."""

    def run(self, engine: Engine, *, on_step: OnStep) -> Result_co: ...


class Processes(Protocol):
    """Where jobs run: out of the worker's own process."""

    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        """Run ``job``, calling ``on_step`` several times a second; it may raise to stop."""

    def warm_up(self, *, on_step: OnStep) -> None:
        """Wait until everything is loaded; ``on_step`` may raise to give up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Job[EngineReport]):
    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> EngineReport:
        return engine.report()


@dataclass(frozen=True, kw_only=True, slots=True)
class Write(Job[WrittenSong]):
    request: WriteSong

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> WrittenSong:
        return engine.lyricist.write(self.request, on_step=on_step)


@dataclass(frozen=True, kw_only=True, slots=True)
class Music:
    """What is known of the samples that composing left behind."""

    duration_seconds: float
    peaks: tuple[int, ...]
    guidance_scale: float | None
    infer_step: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Compose(Job[Music]):
    request: ComposeAudio
    path: Path
    """Where the samples are written, once they were found to be sound."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> Music:
        request = engine.composer.settle(self.request)
        on_step = past_the_points(on_step, song_id=request.song_id)
        samples = engine.composer.compose(request, on_step=on_step)
        require_sound(samples, expected_seconds=request.audio_duration)
        # Encoding comes later, in a process that may crash without taking models along.
        with self.path.open("wb") as file:
            np.save(file, samples)
        return Music(
            duration_seconds=len(samples) / SAMPLE_RATE,
            peaks=peaks(samples),
            guidance_scale=request.guidance_scale,
            infer_step=request.infer_step,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint(Job[tuple[str, str]]):
    """Results in the cover's colours."""

    request: PaintCover
    path: Path
    """Where the PNG is written."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> tuple[str, str]:
        cover = engine.painter.paint(self.request, on_step=on_step)
        write_cover(self.path, cover)
        reach_in_thread(Point.COVER, Edge.AFTER, song_id=self.request.song_id)
        return cover.colors
