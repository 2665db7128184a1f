import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from services.gpu_inference.engine_host import EngineHost
from services.gpu_inference.engine_process import NOT_BEGUN, EngineCrashed
from tests.devstack.programs import all_gone
from tests.fakes.engine import (
    BuggyJob,
    KilledJob,
    ProcessId,
    SteppingJob,
    ignore,
)
from tests.fakes.hosted_engine import (
    LoseTheDevice,
    SitDown,
    StopTheProcess,
    WeightsAreWrong,
    hosted_refusal,
    hosted_table,
    hosted_tiny,
)

SEATS = 3
WAIT_SECONDS = 30.0


class GiveUp(Exception):
    """Raised by a step, as a cancelled activity would."""


@pytest.fixture(scope="module")
def host() -> Iterator[EngineHost]:
    with EngineHost(hosted_tiny, threads=4) as host:
        host.warm_up(on_step=ignore)
        yield host


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


class Walker:
    """A song under way in another thread, until it is told to give up."""

    def __init__(self, host: EngineHost, threads: ThreadPoolExecutor) -> None:
        self.walks, self.may_end = threading.Event(), threading.Event()
        self.song: Future[int] = threads.submit(
            host.run, SteppingJob(), on_step=self._on_step
        )
        assert self.walks.wait(WAIT_SECONDS)

    def _on_step(self, step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN:
            self.walks.set()
        if self.may_end.is_set():
            raise GiveUp


def test_jobs_run_side_by_side_in_one_other_process(
    threads: ThreadPoolExecutor,
) -> None:
    with EngineHost(partial(hosted_table, SEATS), threads=SEATS) as host:
        seated = [
            threads.submit(host.run, SitDown(WAIT_SECONDS), on_step=ignore)
            for _ in range(SEATS)
        ]
        places = {each.result() for each in seated}

        assert places == set(range(SEATS))
        assert host.run(ProcessId(), on_step=ignore) == host.process_ids[0]
        assert host.process_ids[0] != os.getpid()


def test_giving_up_stops_the_job_and_not_its_neighbour(
    host: EngineHost, threads: ThreadPoolExecutor
) -> None:
    [before] = host.process_ids
    neighbour, unwanted = Walker(host, threads), Walker(host, threads)

    unwanted.may_end.set()
    with pytest.raises(GiveUp):
        unwanted.song.result()

    assert not neighbour.song.done()
    neighbour.may_end.set()
    with pytest.raises(GiveUp):
        neighbour.song.result()
    assert host.process_ids == (before,)


def test_giving_up_is_told_as_such_also_when_the_process_is_gone(
    host: EngineHost,
) -> None:
    process = host.run(ProcessId(), on_step=ignore)

    def on_step(step: int, steps: int) -> None:
        if (step, steps) != NOT_BEGUN:
            os.kill(process, signal.SIGKILL)
            os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
            raise GiveUp

    with pytest.raises(GiveUp):
        host.run(SteppingJob(), on_step=on_step)

    assert host.run(ProcessId(), on_step=ignore) != process


def test_a_job_that_fails_unforeseen_takes_nobody_along(
    host: EngineHost, threads: ThreadPoolExecutor
) -> None:
    [before] = host.process_ids
    neighbour = Walker(host, threads)

    with pytest.raises(EngineCrashed, match="failed at this song: ZeroDivisionError"):
        host.run(BuggyJob(), on_step=ignore)

    neighbour.may_end.set()
    with pytest.raises(GiveUp):
        neighbour.song.result()
    assert host.run(ProcessId(), on_step=ignore) == before


@pytest.mark.parametrize("job", [LoseTheDevice(), KilledJob()])
def test_a_process_that_is_lost_is_told_to_all_and_replaced(
    host: EngineHost, threads: ThreadPoolExecutor, job: LoseTheDevice | KilledJob
) -> None:
    [before] = host.process_ids
    neighbour = Walker(host, threads)

    with pytest.raises(EngineCrashed, match="ended with status"):
        host.run(job, on_step=ignore)
    with pytest.raises(EngineCrashed, match="ended with status"):
        neighbour.song.result()

    assert host.run(ProcessId(), on_step=ignore) != before


def test_a_process_killed_between_jobs_is_replaced_unseen(host: EngineHost) -> None:
    before = host.run(ProcessId(), on_step=ignore)
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)

    assert host.run(ProcessId(), on_step=ignore) != before


@pytest.mark.timeout(60)
def test_a_process_in_which_nothing_moves_is_replaced(tmp_path: Path) -> None:
    marker = tmp_path / "stopped"
    with EngineHost(hosted_tiny, threads=2, stall_seconds=1) as host:
        [before] = host.process_ids

        with pytest.raises(EngineCrashed, match="took no step in 1 s"):
            host.run(StopTheProcess(marker), on_step=ignore)

        assert marker.exists()
        assert host.run(ProcessId(), on_step=ignore) != before


def test_an_engine_that_is_refused_says_why() -> None:
    with (
        EngineHost(hosted_refusal, threads=1) as host,
        pytest.raises(WeightsAreWrong, match="of another model"),
    ):
        host.warm_up(on_step=ignore)


def test_closing_ends_the_process_and_what_runs_in_it(
    threads: ThreadPoolExecutor,
) -> None:
    with EngineHost(hosted_tiny, threads=2) as host:
        [process] = host.process_ids
        walker = Walker(host, threads)

    with pytest.raises(EngineCrashed):
        walker.song.result()
    assert all_gone([process])
