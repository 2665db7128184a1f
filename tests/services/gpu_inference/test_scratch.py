import subprocess
import sys
from pathlib import Path

from services.gpu_inference.scratch import scratch_space

KILLED_WORKER = """
import os, sys
from pathlib import Path
from services.gpu_inference.scratch import scratch_space

with scratch_space(Path(sys.argv[1])) as space:
    (space / "song").mkdir()
    (space / "song" / "master.flac").touch()
    os.kill(os.getpid(), 9)
"""


def test_scratch_space_goes_with_its_worker(tmp_path: Path) -> None:
    with scratch_space(tmp_path) as space:
        (space / "song.flac").touch()

    assert list(tmp_path.iterdir()) == []


def test_two_workers_do_not_touch_each_other(tmp_path: Path) -> None:
    with scratch_space(tmp_path) as first, scratch_space(tmp_path) as second:
        (second / "song.flac").touch()

        assert first != second
        assert first.is_dir()


def test_what_a_killed_worker_left_is_removed_by_the_next(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", KILLED_WORKER, tmp_path],
        env={"PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    left = list(tmp_path.rglob("master.flac"))

    with scratch_space(tmp_path) as space:
        here = list(tmp_path.iterdir())

    assert left
    assert here == [space]
