"""What the worker adds to each song: processes, messages, batching, files."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.studio.asking import ask_at_once, unwatched
from bench.studio.figures import percent
from bench.studio.no_op_engine import hosted_no_op
from bench.studio.plan import Plan, song
from bench.studio.report import Report
from services.gpu_inference.engine_host import EngineHost
from services.gpu_inference.jobs import Compose


def measure_worker(
    plan: Plan, report: Report, *, song_seconds: Mapping[int, float]
) -> None:
    """``song_seconds``: what a song took at the best batch, by its length, where known."""
    report.begin(
        "Overhead of the worker",
        about="Composing through the worker's engine process with an engine that takes no"
        " time: pickling, pipe, threads, batcher, the check of the samples, their"
        " outline and the file that they are handed over in. Batched as the largest"
        " batch; the share is of a song's time in the best batch above.",
        columns=("seconds", "songs", "milliseconds_a_song", "percent_of_song"),
    )
    for seconds in plan.seconds:
        each = _seconds_a_song(seconds, songs=plan.songs, batch=max(plan.batches))
        known = song_seconds.get(seconds)
        report.row(
            seconds=seconds,
            songs=plan.songs,
            milliseconds_a_song=each * 1000,
            percent_of_song=percent(each, whole=known) if known else None,
        )


def _seconds_a_song(seconds: int, *, songs: int, batch: int) -> float:
    factory = partial(hosted_no_op, seconds=seconds, batch=batch)
    with (
        TemporaryDirectory() as folder,
        EngineHost(factory, threads=songs) as host,
    ):
        host.warm_up(on_step=unwatched)
        jobs = [
            Compose(
                request=song(number, seconds=seconds, steps=None),
                path=Path(folder) / f"{number}.npy",
            )
            for number in range(songs)
        ]
        _run(host, jobs)
        began_at = time.perf_counter()
        _run(host, jobs)
        return (time.perf_counter() - began_at) / songs


def _run(host: EngineHost, jobs: Sequence[Compose]) -> None:
    ask_at_once(lambda job: host.run(job, on_step=unwatched), jobs)
