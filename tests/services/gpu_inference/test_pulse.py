import threading
import time
from itertools import pairwise

import pytest
from temporalio.activity import ActivityCancellationDetails
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from services.gpu_inference.pulse import Pulse, WorkerStopping
from shared.contracts.progress import Progress


class Monitor:
    """Listens to a pulse until it has beaten often enough."""

    def __init__(self, env: ActivityEnvironment, *, beats: int) -> None:
        self.heard: list[tuple[float, Progress]] = []
        self.heard_enough = threading.Event()
        self._beats = beats
        env.on_heartbeat = self._hear

    def _hear(self, progress: Progress) -> None:
        self.heard.append((time.monotonic(), progress))
        if len(self.heard) == self._beats:
            self.heard_enough.set()


def test_an_activity_that_only_waits_still_beats_every_second() -> None:
    env = ActivityEnvironment()
    monitor = Monitor(env, beats=3)

    def wait() -> None:
        with Pulse():
            assert monitor.heard_enough.wait(30)

    env.run(wait)

    times = [at for at, _ in monitor.heard]
    assert max(late - early for early, late in pairwise(times)) < 1


def test_each_beat_tells_the_latest_progress() -> None:
    env = ActivityEnvironment()
    monitor = Monitor(env, beats=2)

    def work() -> None:
        with Pulse() as pulse:
            pulse.step(3, 8)
            pulse.step(4, 8)
            assert monitor.heard_enough.wait(30)

    env.run(work)

    assert monitor.heard[1][1] == Progress(step=4, steps=8)


def test_a_pulse_ends_with_its_activity() -> None:
    def work() -> None:
        with Pulse():
            pass

    before = threading.active_count()
    ActivityEnvironment().run(work)

    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("reason", "raised"),
    [
        (ActivityCancellationDetails(cancel_requested=True), CancelledError),
        (ActivityCancellationDetails(timed_out=True), CancelledError),
        (ActivityCancellationDetails(worker_shutdown=True), WorkerStopping),
    ],
)
def test_a_step_raises_once_the_work_is_not_wanted_here(
    reason: ActivityCancellationDetails, raised: type[Exception]
) -> None:
    env = ActivityEnvironment()
    env.cancel(reason)

    def work() -> None:
        with Pulse() as pulse:
            pulse.step(1, 2)

    with pytest.raises(raised):
        env.run(work)


def test_a_stopping_worker_is_not_the_end_of_a_song() -> None:
    assert not WorkerStopping().non_retryable
