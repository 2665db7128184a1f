"""Where the seconds of a song go: the stages of an activity, timed and traced."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from opentelemetry.trace import Tracer
from prometheus_client import Histogram
from typing_extensions import override

from services.gpu_inference.engine_process import NOT_BEGUN
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.jobs import Compose, Job, Processes
from shared.contracts.songs import StoredObject
from shared.s3 import S3Storage
from shared.settings import StorageSettings

Result = TypeVar("Result")

STAGE_SECONDS: Final = Histogram(
    "stage_seconds",
    "How long a stage of a song took, whether it ended well or not.",
    ["stage"],
    buckets=(0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600),
)
_OF_JOBS: Final[Mapping[str, str]] = {
    "Write": "write",
    "Compose": "compose",
    "Paint": "paint",
    "EncodeMaster": "encode",
    "EncodeMp3": "encode",
    "DecodeWav": "decode_wav",
}


class Stages:
    """Opens them: each is a span, and one more second or two in the histogram."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def stage(self, name: str, **facts: str | int) -> Iterator[None]:
        began_at = time.perf_counter()
        try:
            with self._tracer.start_as_current_span(name, attributes=facts):
                yield
        finally:
            STAGE_SECONDS.labels(name).observe(time.perf_counter() - began_at)

    def passed(self, name: str, *, began_ns: int, ended_ns: int) -> None:
        """One that was only recognised when it was over; times are of the clock."""
        span = self._tracer.start_span(name, start_time=began_ns)
        span.end(ended_ns)
        STAGE_SECONDS.labels(name).observe((ended_ns - began_ns) / 1e9)


class StagedStorage(S3Storage):
    """A bucket whose uploads and downloads are stages."""

    def __init__(self, settings: StorageSettings, stages: Stages) -> None:
        super().__init__(settings)
        self._stages = stages

    @override
    def put_file(
        self, key: str, path: Path, *, content_type: str, download_name: str
    ) -> StoredObject:
        size = path.stat().st_size
        with self._stages.stage("upload", object=_name(key), bytes=size):
            return super().put_file(
                key, path, content_type=content_type, download_name=download_name
            )

    @override
    def get_file(self, key: str, path: Path) -> None:
        with self._stages.stage("download", object=_name(key)):
            super().get_file(key, path)


class StagedProcesses(Processes):
    """Processes whose jobs are stages."""

    def __init__(
        self, processes: Processes, stages: Stages, *, denoises: bool = False
    ) -> None:
        """With ``denoises`` composing is told in three: its last step decodes."""
        self._processes = processes
        self._stages = stages
        self._denoises = denoises

    @override
    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        with self._stages.stage(_OF_JOBS.get(type(job).__name__, "other")):
            watch = _Watch(on_step)
            try:
                return self._processes.run(job, on_step=watch)
            finally:
                if self._denoises and type(job) is Compose:
                    watch.tell(self._stages)

    @override
    def warm_up(self, *, on_step: OnStep) -> None:
        self._processes.warm_up(on_step=on_step)


class _Watch:
    """What the progress of composing tells, as exactly as often it is looked at.

    ``wait`` lasts until a first step is over: for a place in a batch, and for that step.
    """

    def __init__(self, on_step: OnStep) -> None:
        self._on_step = on_step
        self._asked_ns = time.time_ns()
        self._begun_ns: int | None = None
        self._last_step_ns: int | None = None

    def __call__(self, step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN and self._begun_ns is None:
            self._begun_ns = time.time_ns()
        if 1 < steps <= step + 1 and self._last_step_ns is None:
            self._last_step_ns = time.time_ns()
        self._on_step(step, steps)

    def tell(self, stages: Stages) -> None:
        begun, last = self._begun_ns, self._last_step_ns
        # Over before anybody looked, or never begun: there is nothing to tell.
        if begun is not None:
            stages.passed("wait", began_ns=self._asked_ns, ended_ns=begun)
        if begun is not None and last is not None:
            stages.passed("denoise", began_ns=begun, ended_ns=last)
            stages.passed("decode", began_ns=last, ended_ns=time.time_ns())


def _name(key: str) -> str:
    """``audio.flac``: whose it is, the activity's span says."""
    return key.rpartition("/")[2]
