import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
import psutil
import pytest

from services.gpu_inference.engine_process import NOT_BEGUN, EngineCrashed
from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.jobs import Compose
from services.gpu_inference.soundness import BadAudio
from shared.contracts.songs import ComposeAudio
from tests.fakes.engine import (
    SHEET,
    BuggyJob,
    HungJob,
    KilledJob,
    ProcessId,
    SteppingJob,
    engine_that_loads_for_ever,
    ignore,
    silent_engine,
    tiny_engine,
    unloadable_engine,
)

REQUEST = ComposeAudio(song_id=UUID(int=7), sheet=SHEET, audio_duration=2, seed=1)


class GiveUp(Exception):
    """Raised by a step, as a cancelled activity would."""


@dataclass
class Cancellation:
    """Gives up at the first sign that the job runs."""

    given_up_at: float = 0

    def on_step(self, step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN:
            self.given_up_at = time.monotonic()
            raise GiveUp


def test_a_job_runs_in_another_process(pool: EnginePool) -> None:
    assert pool.run(ProcessId(), on_step=ignore) == pool.process_ids[0] != os.getpid()


def test_composing_leaves_a_file_and_returns_little(
    pool: EnginePool, tmp_path: Path
) -> None:
    path = tmp_path / "samples.npy"

    music = pool.run(Compose(request=REQUEST, path=path), on_step=ignore)

    assert np.load(path).shape == (2 * SAMPLE_RATE, 2)
    assert music.duration_seconds == 2
    assert len(music.peaks) == 800


def test_a_refusal_crosses_over_as_itself_and_the_process_lives(tmp_path: Path) -> None:
    path = tmp_path / "samples.npy"

    with EnginePool(1, silent_engine) as pool:
        before = pool.process_ids
        with pytest.raises(BadAudio, match="is silent") as refusal:
            pool.run(Compose(request=REQUEST, path=path), on_step=ignore)

        assert refusal.value.fault == "is silent"
        assert not path.exists()
        assert pool.run(ProcessId(), on_step=ignore) == before[0]


@pytest.mark.parametrize("job", [KilledJob(), BuggyJob()])
def test_a_crash_is_told_and_the_next_job_works(
    pool: EnginePool, job: KilledJob | BuggyJob
) -> None:
    before = pool.process_ids

    with pytest.raises(EngineCrashed, match="ended with status"):
        pool.run(job, on_step=ignore)

    # Another one loads already, before anybody needs it.
    assert pool.process_ids != before
    assert pool.run(ProcessId(), on_step=ignore) not in before


def test_a_process_killed_between_jobs_is_replaced_unseen(pool: EnginePool) -> None:
    [before] = pool.process_ids
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)

    assert pool.run(ProcessId(), on_step=ignore) != before


def test_a_crash_does_not_touch_the_job_beside_it() -> None:
    neighbour_runs, neighbour_may_end = threading.Event(), threading.Event()

    def neighbour_step(step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN:
            neighbour_runs.set()
            if neighbour_may_end.is_set():
                raise GiveUp

    with EnginePool(2, tiny_engine) as pool, ThreadPoolExecutor() as threads:
        neighbour = threads.submit(pool.run, SteppingJob(), on_step=neighbour_step)
        assert neighbour_runs.wait(30)
        with pytest.raises(EngineCrashed):
            pool.run(KilledJob(), on_step=ignore)
        neighbour_may_end.set()

        with pytest.raises(GiveUp):
            neighbour.result(timeout=10)


def test_a_cancelled_job_stops_within_a_second_and_its_process_lives(
    pool: EnginePool,
) -> None:
    before, cancellation = pool.process_ids, Cancellation()

    with pytest.raises(GiveUp):
        pool.run(SteppingJob(), on_step=cancellation.on_step)

    assert time.monotonic() - cancellation.given_up_at < 1
    assert pool.run(ProcessId(), on_step=ignore) == before[0]


def test_a_cancelled_job_that_does_not_listen_is_killed_within_a_second(
    pool: EnginePool,
) -> None:
    [before], cancellation = pool.process_ids, Cancellation()

    with pytest.raises(GiveUp):
        pool.run(HungJob(), on_step=cancellation.on_step)

    assert time.monotonic() - cancellation.given_up_at < 1
    assert not psutil.pid_exists(before)


def test_a_job_that_takes_no_step_is_taken_for_hung() -> None:
    with EnginePool(1, tiny_engine, stall_seconds=0.3) as pool:
        [before] = pool.process_ids

        with pytest.raises(EngineCrashed, match="took no step"):
            pool.run(HungJob(), on_step=ignore)

        assert not psutil.pid_exists(before)
        assert pool.run(ProcessId(), on_step=ignore)


def test_as_many_jobs_run_at_once_as_there_are_processes() -> None:
    both_run = threading.Barrier(2, timeout=30)

    def meet(step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN:
            both_run.wait()
            raise GiveUp

    with EnginePool(2, tiny_engine) as pool, ThreadPoolExecutor() as threads:
        jobs = [threads.submit(pool.run, SteppingJob(), on_step=meet) for _ in range(2)]

        for job in jobs:
            with pytest.raises(GiveUp):
                job.result(timeout=30)


def test_a_job_that_waits_for_its_turn_can_be_cancelled(pool: EnginePool) -> None:
    first_runs, first_may_end = threading.Event(), threading.Event()

    def first_step(step: int, steps: int) -> None:
        assert step <= steps
        first_runs.set()
        if first_may_end.is_set():
            raise GiveUp

    def give_up(step: int, steps: int) -> None:
        assert (step, steps) == NOT_BEGUN
        raise GiveUp

    with ThreadPoolExecutor() as threads:
        first = threads.submit(pool.run, SteppingJob(), on_step=first_step)
        assert first_runs.wait(30)
        with pytest.raises(GiveUp):
            pool.run(ProcessId(), on_step=give_up)
        first_may_end.set()
        with pytest.raises(GiveUp):
            first.result(timeout=10)


def test_models_that_do_not_load_are_told_at_once() -> None:
    with (
        EnginePool(1, unloadable_engine) as pool,
        pytest.raises(EngineCrashed, match="status 1"),
    ):
        pool.warm_up(on_step=ignore)


def test_a_process_that_still_loads_does_not_delay_the_end() -> None:
    with EnginePool(1, engine_that_loads_for_ever) as pool:
        [process] = pool.process_ids
        began_at = time.monotonic()

    assert time.monotonic() - began_at < 1
    assert not psutil.pid_exists(process)


def test_loading_can_be_given_up() -> None:
    def give_up(step: int, steps: int) -> None:
        assert (step, steps) == NOT_BEGUN
        raise GiveUp

    with EnginePool(1, engine_that_loads_for_ever) as pool, pytest.raises(GiveUp):
        pool.warm_up(on_step=give_up)


def test_processes_end_with_their_pool() -> None:
    with EnginePool(2, tiny_engine) as pool:
        pool.warm_up(on_step=ignore)
        before = pool.process_ids

    assert not any(psutil.pid_exists(process_id) for process_id in before)


WORKER = """
from services.gpu_inference.isolation import EnginePool
from tests.fakes.engine import SteppingJob, tiny_engine


def tell(step, steps):
    if step:
        print(*pool.process_ids, flush=True)


if __name__ == "__main__":
    pool = EnginePool(2, tiny_engine)
    pool.run(SteppingJob(), on_step=tell)
"""


def test_nothing_is_left_of_a_worker_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    script.write_text(WORKER)
    worker = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(Path.cwd())},
        text=True,
    )
    assert worker.stdout
    with worker, worker.stdout:
        children = [
            psutil.Process(int(pid)) for pid in worker.stdout.readline().split()
        ]
        everyone = psutil.Process(worker.pid).children(recursive=True)
        worker.kill()

    _, living = psutil.wait_procs([*children, *everyone], timeout=5)
    assert len(children) == 2
    assert not living
