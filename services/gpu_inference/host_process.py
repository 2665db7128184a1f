"""The process of an engine that makes many songs at once: its songs, its pulse, its end."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess
from typing import Any, Final

import structlog

from services.gpu_inference.engine_calls import Broken, Call, Ended, GiveUp, Stepped
from services.gpu_inference.engine_child import Channel, Done, Ready, Refused
from services.gpu_inference.engine_host_child import HostedFactory, serve_many
from services.gpu_inference.engine_process import NOT_BEGUN, EngineCrashed
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.jobs import Job

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_CONTEXT: Final = get_context("spawn")
_LOOK_SECONDS: Final = 0.1
# Long enough for a step. A song being decoded takes longer, but stores nothing by itself:
# killing the process for it would cost its neighbours.
_STOP_SECONDS: Final = 2.0
_LOAD_SECONDS: Final = 900


@dataclass
class _Running:
    """One job under way."""

    progress: tuple[int, int] = NOT_BEGUN
    ended: threading.Event = field(default_factory=threading.Event)
    outcome: Any = None


class HostProcess:
    """Used by many threads. After ``EngineCrashed`` it may be of no more use."""

    def __init__(
        self, factory: HostedFactory, *, threads: int, stall_seconds: float
    ) -> None:
        self._stall_seconds = stall_seconds
        self._channel: Channel
        self._channel, theirs = _CONTEXT.Pipe()
        self._process: SpawnProcess = _CONTEXT.Process(
            target=serve_many,
            args=(theirs, factory),
            kwargs={"threads": threads},
            daemon=True,
        )
        self._process.start()
        # Kept open here, the child's end would hide that the child is gone.
        theirs.close()
        self._numbers = itertools.count()
        self._running: dict[int, _Running] = {}
        self._guard = threading.Lock()
        self._loaded = threading.Event()
        self._refusal: Refused | None = None
        self._gone = threading.Event()
        self._moved_at = time.monotonic()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def process_id(self) -> int:
        assert self._process.pid is not None  # noqa: S101 - it was started above
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        # The reader may not have noticed yet that the process is gone.
        has_ended = connection.wait([self._process.sentinel], timeout=0)
        return not has_ended and not self._gone.is_set()

    def load(self, *, on_step: OnStep) -> None:
        deadline = time.monotonic() + _LOAD_SECONDS
        while not self._loaded.wait(_LOOK_SECONDS):
            on_step(*NOT_BEGUN)
            if self._refusal is not None:
                raise self._refusal.error()
            if self._gone.is_set():
                raise self._crashed()
            if time.monotonic() > deadline:
                self._process.kill()
                raise EngineCrashed(reason=f"did not load in {_LOAD_SECONDS} s")

    def run(self, job: Job[Any], *, on_step: OnStep) -> Any:
        with self._entered() as (number, running):
            self._send(Call(number, job))
            try:
                self._watch(running, on_step)
            except EngineCrashed:
                raise
            except BaseException:
                self._give_up(number, running)
                raise
        return self._result(running.outcome)

    def end(self, *, patience_seconds: float = 0) -> None:
        if self._loaded.is_set():
            self._hang_up()
            self._process.join(patience_seconds)
        self._process.kill()
        self._process.join()
        self._reader.join()
        self._channel.close()

    @contextmanager
    def _entered(self) -> Iterator[tuple[int, _Running]]:
        number, running = next(self._numbers), _Running()
        with self._guard:
            if not self._running:
                self._moved_at = time.monotonic()
            self._running[number] = running
        try:
            yield number, running
        finally:
            with self._guard:
                del self._running[number]

    def _watch(self, running: _Running, on_step: OnStep) -> None:
        while not running.ended.wait(_LOOK_SECONDS):
            on_step(*running.progress)
            if self._gone.is_set():
                raise self._crashed()
            if time.monotonic() - self._moved_at > self._stall_seconds:
                log.error("engine_wedged", seconds=self._stall_seconds)
                self._process.kill()
                self._gone.set()
                raise EngineCrashed(reason=f"took no step in {self._stall_seconds} s")

    def _give_up(self, number: int, running: _Running) -> None:
        try:
            self._send(GiveUp(number))
        except EngineCrashed:
            # The job is gone with its process; why it was given up still has to be told.
            return
        deadline = time.monotonic() + _STOP_SECONDS
        while not running.ended.wait(_LOOK_SECONDS):
            if self._gone.is_set() or time.monotonic() > deadline:
                return

    def _read(self) -> None:
        """The only reader: it alone knows at once that the process is gone."""
        try:
            while True:
                self._heed(self._channel.recv())
        except (EOFError, OSError):
            self._gone.set()

    def _heed(self, message: Any) -> None:
        self._moved_at = time.monotonic()
        if isinstance(message, Ready):
            self._loaded.set()
        elif isinstance(message, Refused):
            self._refusal = message
        elif isinstance(message, Stepped | Ended):
            self._hear(message)

    def _hear(self, message: Stepped | Ended) -> None:
        with self._guard:
            running = self._running.get(message.number)
        # None: it was given up, and its worker did not wait any longer.
        if running is None:
            return
        if isinstance(message, Stepped):
            running.progress = (message.step, message.steps)
        else:
            running.outcome = message.outcome
            running.ended.set()

    def _send(self, message: Call | GiveUp) -> None:
        try:
            with self._guard:
                self._channel.send(message)
        except OSError:
            raise self._crashed() from None

    def _hang_up(self) -> None:
        try:
            with self._guard:
                self._channel.send(None)
        except OSError:
            return

    def _result(self, outcome: Any) -> Any:
        if isinstance(outcome, Done):
            return outcome.result
        if isinstance(outcome, Refused):
            raise outcome.error()
        if isinstance(outcome, Broken):
            raise EngineCrashed(reason=f"failed at this song: {outcome.reason}")
        raise EngineCrashed(reason=f"answered with {type(outcome).__name__}")

    def _crashed(self) -> EngineCrashed:
        self._process.join(1)
        return EngineCrashed(reason=f"ended with status {self._process.exitcode}")
