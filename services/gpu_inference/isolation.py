"""Engines in processes of their own: a crash costs one job, and never the worker."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self, TypeVar

from services.gpu_inference.engine_child import EngineFactory
from services.gpu_inference.engine_process import NOT_BEGUN, EngineProcess
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.jobs import Job

Result = TypeVar("Result")

_LOOK_SECONDS: Final = 0.2
_LEAVE_SECONDS: Final = 2.0


class EnginePool:
    """So many engine processes, each running one job at a time."""

    def __init__(
        self, processes: int, factory: EngineFactory, *, stall_seconds: float = 120
    ) -> None:
        """A job that takes no step in ``stall_seconds`` is taken for hung."""
        self._factory = factory
        self._stall_seconds = stall_seconds
        self._idle: queue.Queue[EngineProcess] = queue.Queue()
        self._processes = [self._new_process() for _ in range(processes)]
        for process in self._processes:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        return tuple(process.process_id for process in self._processes)

    def warm_up(self, *, on_step: OnStep) -> None:
        """Wait until every process has loaded its models; ``on_step`` may raise."""
        for process in self._processes:
            process.load(on_step=on_step)

    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        """Run ``job`` in the next idle process, calling ``on_step`` all the while.

        ``on_step`` may raise to stop the job, and is called with ``NOT_BEGUN`` while the job
        waits for its turn. ``EngineCrashed`` when the process did not survive it.
        """
        with self._borrowed(on_step) as process:
            return process.run(job, on_step=on_step)

    def close(self) -> None:
        """End every process; jobs that still run are lost."""
        for process in self._processes:
            process.hang_up()
        for process in self._processes:
            process.end(patience_seconds=_LEAVE_SECONDS)

    @contextmanager
    def _borrowed(self, on_step: OnStep) -> Iterator[EngineProcess]:
        process = self._next_idle(on_step)
        try:
            process = self._living(process)
            yield process
        finally:
            self._give_back(process)

    def _give_back(self, process: EngineProcess) -> None:
        returned = process
        try:
            returned = self._living(process)
        finally:
            # Even a dead one, when no new one could be started: its place must not
            # be lost, and the next job tries again.
            self._idle.put(returned)

    def _next_idle(self, on_step: OnStep) -> EngineProcess:
        while True:
            on_step(*NOT_BEGUN)
            try:
                return self._idle.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                continue

    def _living(self, process: EngineProcess) -> EngineProcess:
        """The process itself, or a new one in the place of a dead one."""
        if process.is_alive:
            return process
        process.end()
        replacement = self._new_process()
        self._processes[self._processes.index(process)] = replacement
        return replacement

    def _new_process(self) -> EngineProcess:
        return EngineProcess(self._factory, stall_seconds=self._stall_seconds)
