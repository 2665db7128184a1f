"""One engine process that makes many songs at once, seen from the worker."""

import threading
from typing import Final, Self, TypeVar

from services.gpu_inference.engine_host_child import HostedFactory
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.host_process import HostProcess
from services.gpu_inference.jobs import Job

Result = TypeVar("Result")

_LEAVE_SECONDS: Final = 2.0


class EngineHost:
    """Jobs from many threads, one process; when it dies all of them may try again."""

    def __init__(
        self, factory: HostedFactory, *, threads: int, stall_seconds: float = 120
    ) -> None:
        """A process in which nothing moves for ``stall_seconds`` is taken for wedged."""
        self._factory = factory
        self._threads = threads
        self._stall_seconds = stall_seconds
        self._changing = threading.Lock()
        self._process = self._new_process()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        return (self._process.process_id,)

    def warm_up(self, *, on_step: OnStep) -> None:
        """Wait until the models are loaded; raises what the engine was refused for."""
        self._process.load(on_step=on_step)

    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        """Run ``job`` beside others, calling ``on_step`` all the while.

        ``on_step`` may raise to stop the job. ``EngineCrashed`` when it broke, or when
        the process did not survive it or a neighbour.
        """
        process = self._living()
        process.load(on_step=on_step)
        result: Result = process.run(job, on_step=on_step)
        return result

    def close(self) -> None:
        """End the process; jobs that still run are lost."""
        self._process.end(patience_seconds=_LEAVE_SECONDS)

    def _living(self) -> HostProcess:
        with self._changing:
            if not self._process.is_alive:
                self._process.end()
                self._process = self._new_process()
            return self._process

    def _new_process(self) -> HostProcess:
        return HostProcess(
            self._factory, threads=self._threads, stall_seconds=self._stall_seconds
        )
