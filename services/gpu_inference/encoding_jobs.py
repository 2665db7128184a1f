"""What encoder processes are asked to do: a broken encoder costs one try, never the worker."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from typing_extensions import override

from services.gpu_inference.encoding import decode_wav, encode_mp3
from services.gpu_inference.engines.engine import (
    Composer,
    Engine,
    Lyricist,
    OnStep,
    Painter,
)
from services.gpu_inference.jobs import Job
from services.gpu_inference.master import write_master
from shared.contracts.engine import EngineReport


class NoModels(Engine):
    """The engine of a process that only encodes."""

    @property
    @override
    def lyricist(self) -> Lyricist:
        raise NotImplementedError

    @property
    @override
    def composer(self) -> Composer:
        raise NotImplementedError

    @property
    @override
    def painter(self) -> Painter:
        raise NotImplementedError

    @override
    def report(self) -> EngineReport:
        raise NotImplementedError


def no_models() -> Engine:
    return NoModels()


@dataclass(frozen=True, kw_only=True, slots=True)
class EncodeMaster(Job[None]):
    samples: Path
    """A NumPy file of ``Samples``, as ``Compose`` leaves it."""
    path: Path

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> None:
        write_master(self.path, np.load(self.samples, mmap_mode="r"), on_step=on_step)


@dataclass(frozen=True, kw_only=True, slots=True)
class EncodeMp3(Job[None]):
    master: Path
    path: Path
    tag: bytes

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> None:
        encode_mp3(self.master, self.path, tag=self.tag, on_step=on_step)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodeWav(Job[None]):
    master: Path
    path: Path

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> None:
        decode_wav(self.master, self.path, on_step=on_step)
