"""Scratch space: files that live as long as the work on one song."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "musicgenerator-"
_LOCK: Final = ".lock"


@contextmanager
def scratch_space(root: Path | None = None) -> Iterator[Path]:
    """A folder for one worker, gone with it; after a crash the next worker removes it.

    The lock inside is what tells a folder in use from a folder left behind: the kernel
    lets go of it even when the process was killed.
    """
    place = root or Path(tempfile.gettempdir())
    _remove_leftovers(place)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place) as folder:
        space = Path(folder)
        with (space / "unlocked").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Named only now: a worker starting beside us never sees it unlocked.
            Path(lock.name).rename(space / _LOCK)
            yield space


def _remove_leftovers(place: Path) -> None:
    for lock_path in sorted(place.glob(f"{_PREFIX}*/{_LOCK}")):
        try:
            with lock_path.open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock_path.parent)
        except (BlockingIOError, FileNotFoundError, PermissionError):
            # In use, already removed by a worker that starts beside us, or not ours.
            continue
