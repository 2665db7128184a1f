import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from devstack.process_record import ProcessRecord
from tests.devstack.programs import all_gone

DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"
STARTS_ONE = f"""
import subprocess, sys
print(subprocess.Popen([sys.executable, '-c', {DEAF!r}]).pid, flush=True)
"""
Running = subprocess.Popen[str]


@pytest.fixture
def leftover() -> Iterator[Running]:
    with _start(DEAF) as process:
        yield process
        process.kill()


def _start(code: str) -> Running:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_leftover_of_a_killed_stack_is_ended(
    tmp_path: Path, leftover: Running
) -> None:
    ProcessRecord(tmp_path / "processes.json").add("s3", leftover.pid)

    ended = ProcessRecord(tmp_path / "processes.json").end_leftovers()

    assert ended == ["s3"]
    assert all_gone([leftover.pid])


def test_what_a_dead_one_had_started_is_ended_too(tmp_path: Path) -> None:
    with _start(STARTS_ONE) as parent:
        ProcessRecord(tmp_path / "processes.json").add("worker", parent.pid)
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        parent.wait(5)

    ended = ProcessRecord(tmp_path / "processes.json").end_leftovers()

    assert ended == ["worker"]
    assert all_gone([orphan])


def test_a_stranger_with_a_remembered_number_is_left_alone(
    tmp_path: Path, leftover: Running
) -> None:
    born = psutil.Process(leftover.pid).create_time()
    entry = {"s3": {"pid": leftover.pid, "created": born - 60}}
    (tmp_path / "processes.json").write_text(json.dumps(entry))

    ended = ProcessRecord(tmp_path / "processes.json").end_leftovers()

    assert ended == []
    assert leftover.poll() is None


def test_a_broken_record_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "processes.json").write_text("[1, 2")

    assert ProcessRecord(tmp_path / "processes.json").end_leftovers() == []
