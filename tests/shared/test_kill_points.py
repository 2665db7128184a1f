"""Kill points hold one process where a test wants it, and nobody anywhere else."""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from devstack.child_environment import inherited
from shared import kill_points
from shared.kill_points import Edge, KillPoints, Point
from tests.e2e.waiting import until

_SOON_SECONDS = 20.0
_PASSES_BY = """
from shared.kill_points import Edge, Point, reach_in_thread, tell_if_armed
tell_if_armed()
print("begun", flush=True)
reach_in_thread(Point.COMMIT, Edge.BEFORE)
print("gone by", flush=True)
"""


@pytest.fixture
def points(tmp_path: Path) -> KillPoints:
    return KillPoints(tmp_path)


def until_somebody_stands(points: KillPoints, point: Point, edge: Edge) -> None:
    deadline = time.monotonic() + _SOON_SECONDS
    while not points.reached(point, edge):
        assert time.monotonic() < deadline, f"nobody came to {point}.{edge}"


@contextmanager
def processes(
    folder: Path | None, *, count: int
) -> Iterator[Sequence[subprocess.Popen[str]]]:
    """Programs that come by ``commit``, each on its own way."""
    told = {} if folder is None else {"KILL_POINTS_DIR": str(folder)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PASSES_BY],
            env={**inherited(), **told},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    heard, _ = process.communicate(timeout=_SOON_SECONDS)
    return heard


def test_without_a_folder_nothing_is_held() -> None:
    with processes(None, count=1) as [process]:
        heard = said(process)

    assert heard.split("\n") == ["begun", "gone by", ""]


def test_one_of_many_processes_is_held_and_can_be_killed_there(
    tmp_path: Path, points: KillPoints
) -> None:
    points.arm(Point.COMMIT, Edge.BEFORE)

    with processes(tmp_path, count=3) as running:
        until_somebody_stands(points, Point.COMMIT, Edge.BEFORE)
        pid = held_by(tmp_path)
        [held] = [process for process in running if process.pid == pid]
        others = [said(process) for process in running if process is not held]
        is_held = held.poll() is None
        held.kill()
        last_words = said(held)

    assert is_held
    assert "begun" in last_words
    assert "gone by" not in last_words
    assert ["gone by" in words for words in others] == [True, True]


def held_by(folder: Path) -> int:
    pid: int = json.loads((folder / "commit.before.reached").read_text())["pid"]
    return pid


def test_a_process_that_can_be_held_says_so(tmp_path: Path) -> None:
    with processes(tmp_path, count=1) as [process]:
        heard = said(process)

    assert "kill_points_armed" in heard
    assert "gone by" in heard


async def test_a_held_task_goes_on_when_it_is_let_go_and_holds_no_other(
    points: KillPoints,
) -> None:
    points.arm(Point.RESERVED, Edge.AFTER)

    held = asyncio.create_task(points.stop_at(Point.RESERVED, Edge.AFTER))
    await until(
        lambda: points.reached(Point.RESERVED, Edge.AFTER),
        what="it is held",
        within_seconds=_SOON_SECONDS,
    )
    await points.stop_at(Point.RESERVED, Edge.AFTER)
    await points.stop_at(Point.RESERVED, Edge.BEFORE)
    was_held = not held.done()
    points.let_go(Point.RESERVED, Edge.AFTER)
    await asyncio.wait_for(held, _SOON_SECONDS)

    assert was_held
    assert not points.reached(Point.RESERVED, Edge.AFTER)


def test_a_point_that_is_let_go_before_anybody_came_holds_nobody(
    points: KillPoints,
) -> None:
    points.arm(Point.COVER, Edge.BEFORE)

    points.let_go(Point.COVER, Edge.BEFORE)
    points.stop_thread_at(Point.COVER, Edge.BEFORE)

    assert not points.reached(Point.COVER, Edge.BEFORE)


def test_a_point_that_a_test_forgot_lets_go_by_itself(tmp_path: Path) -> None:
    points = KillPoints(tmp_path, held_seconds=0.1)
    points.arm(Point.MUSIC_END, Edge.BEFORE)
    held = threading.Thread(
        target=points.stop_thread_at, args=(Point.MUSIC_END, Edge.BEFORE)
    )

    held.start()
    held.join(_SOON_SECONDS)

    assert not held.is_alive()
    assert list(tmp_path.iterdir()) == []


def test_a_release_does_not_notice_its_kill_points() -> None:
    calls = 100_000
    start = time.perf_counter()

    for _ in range(calls):
        kill_points.reach_in_thread(Point.COMMIT, Edge.BEFORE)
    microseconds = (time.perf_counter() - start) / calls * 1e6

    assert not kill_points.are_armed()
    # Measured: 0.2. A look at the disk would be ten times as much.
    assert microseconds < 2
