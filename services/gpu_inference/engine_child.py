"""What runs inside an engine process: load the models once, then job after job."""

import ctypes
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from typing import Any, Final, Protocol, TypeAlias

from services.gpu_inference.engines.engine import Engine
from services.gpu_inference.jobs import Job
from shared.errors import DomainError

EngineFactory: TypeAlias = Callable[[], Engine]
"""Loads an engine. A plain function or a ``partial`` of one: it is pickled."""

ORPHANED: Final = 3
"""Exit status of a process whose worker is gone."""

_NICENESS: Final = 5

Channel: TypeAlias = "Connection[Any, Any]"


class Stopped(Exception):
    """Raised out of ``on_step`` when the worker has cancelled the job."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class Done:
    result: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule said no. Taken apart, since such errors are built from keywords only."""

    kind: type[DomainError]
    arguments: tuple[Any, ...]
    facts: dict[str, Any]

    @classmethod
    def of(cls, error: DomainError) -> "Refused":
        return cls(type(error), error.args, vars(error))

    def error(self) -> DomainError:
        error = self.kind.__new__(self.kind, *self.arguments)
        vars(error).update(self.facts)
        return error


class Counter(Protocol):
    """A number in memory that both processes see."""

    value: int


class Gauges:
    """What worker and engine process tell each other while a job runs."""

    def __init__(self, context: SpawnContext) -> None:
        self.step: Counter = context.RawValue(ctypes.c_longlong, 0)
        self.steps: Counter = context.RawValue(ctypes.c_longlong, 0)
        self.beats: Counter = context.RawValue(ctypes.c_longlong, 0)
        """Grows with every sign of life, also where ``step`` stays as it was."""
        self.must_stop: Counter = context.RawValue(ctypes.c_longlong, 0)

    def reset(self) -> None:
        self.step.value = 0
        self.steps.value = 1
        self.must_stop.value = 0

    def on_step(self, step: int, steps: int) -> None:
        self.steps.value = steps
        self.step.value = step
        self.beats.value += 1
        if self.must_stop.value:
            raise Stopped


def serve(channel: Channel, gauges: Gauges, factory: EngineFactory) -> None:
    """Run until the worker hangs up; a failure nobody foresaw ends the process.

    After such a failure nothing is known about the state of a model, so the next
    job gets a fresh process. The trace goes to the standard error stream.
    """
    leave_signals_to_the_worker()
    # On a small machine the web, the database and uploads go before a next song.
    os.nice(_NICENESS)
    threading.Thread(target=die_with_the_worker, daemon=True).start()
    engine = factory()
    # Hung up meanwhile: the worker leaves without having waited for us.
    with suppress(ConnectionError):
        channel.send(Ready())
        while (job := _next_job(channel)) is not None:
            channel.send(_outcome(job, engine, gauges))


def _outcome(job: Job[Any], engine: Engine, gauges: Gauges) -> Done | Refused | Stopped:
    try:
        return Done(job.run(engine, on_step=gauges.on_step))
    except DomainError as error:
        return Refused.of(error)
    except Stopped as stopped:
        return stopped


def _next_job(channel: Channel) -> Job[Any] | None:
    try:
        job: Job[Any] = channel.recv()
    except EOFError:
        return None
    return job


def leave_signals_to_the_worker() -> None:
    # A terminal or a supervisor signals the whole group, but draining needs the engine.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def die_with_the_worker() -> None:
    worker = parent_process()
    if worker is None:
        return
    connection.wait([worker.sentinel])
    # Not sys.exit: that would end this thread only.
    os._exit(ORPHANED)
