"""A tiny engine, its broken sisters, and jobs that only a test would run."""

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from typing_extensions import override

from services.gpu_inference.engines.engine import (
    COVER_PIXELS,
    SAMPLE_RATE,
    Composer,
    Cover,
    Engine,
    Lyricist,
    OnStep,
    Painter,
    Samples,
)
from services.gpu_inference.jobs import Job
from shared.contracts.engine import EngineReport, ModelReport
from shared.contracts.songs import ComposeAudio, PaintCover, WriteSong, WrittenSong

SHEET = WrittenSong(
    title="Tiny Song",
    prompt="folk, calm",
    lyrics="[verse]\nla la la",
    categories=("Folk", "Ambient"),
    bpm=90,
    key_scale="A minor",
    time_signature="4",
)
COLORS = ("#336699", "#112233")
STEPS = 20
ENDLESS = 10**12
"""More steps than anybody can take."""


def ignore(step: int, steps: int) -> None:
    """A step that nobody watches."""


def chord(seconds: float, *, seed: int) -> Samples:
    """Two sines, softly detuned by the seed, at about -9 dB."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    left = 0.35 * np.sin(2 * np.pi * (220 + seed % 7) * time)
    right = 0.35 * np.sin(2 * np.pi * (330 + seed % 5) * time)
    return np.stack((left, right), axis=1).astype(np.float32)


class TinyLyricist(Lyricist):
    @override
    def write(self, request: WriteSong, *, on_step: OnStep) -> WrittenSong:
        return SHEET


class TinyComposer(Composer):
    @override
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        return request

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        for step in range(STEPS):
            on_step(step + 1, STEPS)
        return chord(request.audio_duration, seed=request.seed)


class TinyPainter(Painter):
    @override
    def paint(self, request: PaintCover, *, on_step: OnStep) -> Cover:
        on_step(1, 1)
        pixels = np.full((COVER_PIXELS, COVER_PIXELS, 3), 0x66, dtype=np.uint8)
        return Cover(pixels=pixels, colors=COLORS)


class TinyEngine(Engine):
    def __init__(self, composer: Composer | None = None) -> None:
        self._composer = composer or TinyComposer()

    @property
    @override
    def lyricist(self) -> Lyricist:
        return TinyLyricist()

    @property
    @override
    def composer(self) -> Composer:
        return self._composer

    @property
    @override
    def painter(self) -> Painter:
        return TinyPainter()

    @override
    def report(self) -> EngineReport:
        model = ModelReport(role="composer", name="tiny", revision="1", license="MIT")
        return EngineReport(engine="tiny", models=(model,))


class SilentComposer(TinyComposer):
    """Broken in the way that must never be published."""

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        return np.zeros((round(request.audio_duration * SAMPLE_RATE), 2), np.float32)


class EndlessComposer(TinyComposer):
    """Takes steps for ever, until a step raises."""

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        step = 0
        while True:
            step += 1
            on_step(step, ENDLESS)


def tiny_engine() -> Engine:
    return TinyEngine()


def silent_engine() -> Engine:
    return TinyEngine(SilentComposer())


def endless_engine() -> Engine:
    return TinyEngine(EndlessComposer())


def endless_then_tiny(seen: Path) -> Engine:
    """The first process that loads never ends its song; those after it do."""
    is_first = not seen.exists()
    seen.touch()
    return endless_engine() if is_first else tiny_engine()


def unloadable_engine() -> Engine:
    message = "The model's files are damaged."
    raise OSError(message)


def engine_that_loads_for_ever() -> Engine:
    threading.Event().wait()
    return tiny_engine()


@dataclass(frozen=True)
class ProcessId(Job[int]):
    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        return os.getpid()


@dataclass(frozen=True)
class KilledJob(Job[int]):
    """As a kernel short of memory would end it."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0


@dataclass(frozen=True)
class BuggyJob(Job[float]):
    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> float:
        return 1 / 0


@dataclass(frozen=True)
class HungJob(Job[int]):
    """Takes one step and then none, ever."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        on_step(1, 2)
        threading.Event().wait()
        return 0


@dataclass(frozen=True)
class SteppingJob(Job[int]):
    """Takes steps for ever."""

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        step = 0
        while True:
            step += 1
            on_step(step, ENDLESS)
