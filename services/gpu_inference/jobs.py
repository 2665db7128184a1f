"""What an engine process can be asked to do: small in, small out, audio by file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from typing_extensions import override

from services.gpu_inference.cover_files import write_cover
from services.gpu_inference.engines.engine import SAMPLE_RATE, Engine, OnStep
from services.gpu_inference.master import write_master
from services.gpu_inference.peaks import peaks
from services.gpu_inference.soundness import require_sound
from shared.contracts.engine import EngineReport
from shared.contracts.songs import ComposeAudio, PaintCover, WriteSong, WrittenSong

Result_co = TypeVar("Result_co", covariant=True)


class Job(Protocol[Result_co]):
    """Pickled on its way to the engine process, as its result is on the way back."""

    def run(self, engine: Engine, *, on_step: OnStep) -> Result_co: ...


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
class Master:
    """What is known of the file that composing left behind."""

    duration_seconds: float
    peaks: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compose(Job[Master]):
    request: ComposeAudio
    path: Path
    """Where the master is written, once it was found to be sound."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> Master:
        samples = engine.composer.compose(self.request, on_step=on_step)
        require_sound(samples, expected_seconds=self.request.audio_duration)
        write_master(self.path, samples)
        return Master(duration_seconds=len(samples) / SAMPLE_RATE, peaks=peaks(samples))


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
        return cover.colors
