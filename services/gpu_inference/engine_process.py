"""One engine process, seen from the worker: hand it a job, watch it, end it."""

import time
from contextlib import ExitStack
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess
from typing import Any, Final, TypeVar

from services.gpu_inference.engine_child import (
    Done,
    EngineFactory,
    Gauges,
    Ready,
    Refused,
    serve,
)
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.jobs import Job

Result = TypeVar("Result")

# Models hold threads and CUDA contexts, neither of which survives a fork.
_CONTEXT: Final = get_context("spawn")
NOT_BEGUN: Final = (0, 1)
"""The step and steps of a job that waits for a process or for its models."""

_LOOK_SECONDS: Final = 0.2
_STOP_SECONDS: Final = 0.6
# Weights of many gigabytes may come from a slow disk.
_LOAD_SECONDS: Final = 900


class EngineCrashed(Exception):
    """The engine process ended or hung in the middle of a job. Worth another try."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"The engine process {reason}.")


class EngineProcess:
    """Used by one thread at a time. After ``EngineCrashed`` it is of no more use."""

    def __init__(self, factory: EngineFactory, *, stall_seconds: float) -> None:
        self._stall_seconds = stall_seconds
        self._gauges = Gauges(_CONTEXT)
        self._channel, theirs = _CONTEXT.Pipe()
        self._process: SpawnProcess = _CONTEXT.Process(
            target=serve, args=(theirs, self._gauges, factory), daemon=True
        )
        self._process.start()
        self._started_at = time.monotonic()
        # Kept open here, the child's end would hide that the child is gone.
        theirs.close()
        self._is_loaded = False

    @property
    def process_id(self) -> int:
        assert self._process.pid is not None  # noqa: S101 - it was started above
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        # Process.is_alive says yes for ever once somebody else has reaped the child.
        return not connection.wait([self._process.sentinel], timeout=0)

    def load(self, *, on_step: OnStep) -> None:
        """Wait until the models are loaded; ``on_step`` may raise to give up."""
        while not self._is_loaded:
            on_step(*NOT_BEGUN)
            if self._has_news():
                self._is_loaded = isinstance(self._receive(), Ready)
            elif time.monotonic() - self._started_at > _LOAD_SECONDS:
                self._kill()
                raise EngineCrashed(reason=f"did not load in {_LOAD_SECONDS} s")

    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        """Run ``job``, calling ``on_step`` several times a second; raise what it raises.

        When ``on_step`` raises, the job is stopped before the error goes on.
        """
        self.load(on_step=on_step)
        self._gauges.reset()
        self._send(job)
        with ExitStack() as undo:
            undo.callback(self._stop)
            answer = self._watch(on_step)
            undo.pop_all()
        result: Result = self._result(answer)
        return result

    def hang_up(self) -> None:
        """Let an idle process end by itself."""
        self._channel.close()

    def end(self, *, patience_seconds: float = 0) -> None:
        """See the process gone, by force if it takes longer than that.

        One that still loads is not waited for: it does not listen yet.
        """
        if self._is_loaded:
            self._process.join(patience_seconds)
        self._kill()
        self._channel.close()

    def _watch(self, on_step: OnStep) -> Any:
        beats, seen_at = self._gauges.beats.value, time.monotonic()
        while not self._has_news():
            on_step(self._gauges.step.value, self._gauges.steps.value)
            if beats != self._gauges.beats.value:
                beats, seen_at = self._gauges.beats.value, time.monotonic()
            elif time.monotonic() - seen_at > self._stall_seconds:
                raise EngineCrashed(reason=f"took no step in {self._stall_seconds} s")
        return self._receive()

    def _has_news(self, seconds: float = _LOOK_SECONDS) -> bool:
        ready = connection.wait([self._channel, self._process.sentinel], seconds)
        return bool(ready)

    def _send(self, job: Job[Any]) -> None:
        try:
            self._channel.send(job)
        except BrokenPipeError:
            raise self._crashed() from None

    def _receive(self) -> Any:
        try:
            return self._channel.recv()
        except (EOFError, ConnectionResetError):
            raise self._crashed() from None

    def _result(self, answer: Any) -> Any:
        if isinstance(answer, Done):
            return answer.result
        if isinstance(answer, Refused):
            raise answer.error()
        raise EngineCrashed(reason=f"answered with {type(answer).__name__}")

    def _stop(self) -> None:
        self._gauges.must_stop.value = 1
        try:
            if self._has_news(_STOP_SECONDS):
                self._channel.recv()
            else:
                self._kill()
        except (EOFError, ConnectionResetError):
            self._kill()

    def _kill(self) -> None:
        self._process.kill()
        # Until it is waited for, a killed process still counts as alive.
        self._process.join()

    def _crashed(self) -> EngineCrashed:
        self._process.join(1)
        status = self._process.exitcode
        self._kill()
        return EngineCrashed(reason=f"ended with status {status}")
