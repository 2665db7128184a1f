"""Engines that make many songs at once, sound and broken, and jobs for them."""

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from services.gpu_inference.engine_host_child import IsFatal
from services.gpu_inference.engines.engine import Engine, OnStep
from services.gpu_inference.jobs import Job
from shared.errors import DomainError
from tests.fakes.engine import TinyEngine


class WeightsAreWrong(DomainError):
    def __init__(self) -> None:
        super().__init__("The weights are of another model.")


class DeviceLost(Exception):
    """As CUDA says that its context is broken."""


class TableEngine(TinyEngine):
    """A table at which so many jobs must sit before any of them may go on."""

    def __init__(self, seats: int) -> None:
        super().__init__()
        self.table = threading.Barrier(seats)


def is_device_lost(error: BaseException) -> bool:
    return isinstance(error, DeviceLost)


def hosted_tiny() -> tuple[Engine, IsFatal]:
    return TinyEngine(), is_device_lost


def hosted_table(seats: int) -> tuple[Engine, IsFatal]:
    return TableEngine(seats), is_device_lost


def hosted_refusal() -> tuple[Engine, IsFatal]:
    raise WeightsAreWrong


@dataclass(frozen=True)
class SitDown(Job[int]):
    """Ends once the table is full."""

    seconds: float

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        assert isinstance(engine, TableEngine)
        return engine.table.wait(self.seconds)


@dataclass(frozen=True)
class LoseTheDevice(Job[int]):
    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        raise DeviceLost


@dataclass(frozen=True)
class StopTheProcess(Job[int]):
    """Wedges all of it at once: no thread moves any more."""

    marker: Path

    @override
    def run(self, engine: Engine, *, on_step: OnStep) -> int:
        self.marker.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
        # This thread may run on for a moment.
        threading.Event().wait()
        return 0
