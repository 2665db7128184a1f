"""Which processes belong to a stack, on disk, so that the next start can end leftovers."""

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from devstack.child import kill_all

_END_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.02
# A clock that is set right moves every birth a little; a number comes round far later.
_SAME_BIRTH_SECONDS: Final = 2.0


class ProcessRecord:
    """``{name: {"pid": …, "created": …}}``; ``created`` is in seconds since 1970."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, dict[str, float]] = {}

    def add(self, name: str, pid: int) -> None:
        # It may have ended already; then there is nothing to remember.
        with suppress(psutil.NoSuchProcess):
            created = psutil.Process(pid).create_time()
            self._entries[name] = {"pid": pid, "created": created}
            self._write()

    def clear(self) -> None:
        self._entries = {}
        self._path.unlink(missing_ok=True)

    def end_leftovers(self) -> list[str]:
        """End what a stack that was killed left running; return the names.

        Each child leads a session of its own, so what it started is found by that.
        """
        left = self._read()
        families = {
            name: _family(int(e["pid"]), e["created"]) for name, e in left.items()
        }
        processes = [process for family in families.values() for process in family]
        kill_all(processes)
        _wait_for_the_end(processes)
        self.clear()
        return [name for name, family in families.items() if family]

    def _read(self) -> dict[str, dict[str, float]]:
        try:
            entries = json.loads(self._path.read_text())
            return {
                name: {"pid": e["pid"], "created": e["created"]}
                for name, e in entries.items()
            }
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self) -> None:
        scratch = self._path.with_name(self._path.name + ".new")
        scratch.write_text(json.dumps(self._entries, indent=2) + "\n")
        scratch.replace(self._path)


def _family(pid: int, created: float) -> list[psutil.Process]:
    """The process, if it is still the same one, and all others of its session."""
    if _is_another(pid, created):
        return []
    family = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError):
            if (
                os.getsid(process.pid) == pid
                and process.create_time() > created - _SAME_BIRTH_SECONDS
            ):
                family.append(process)
    return family


def _is_another(pid: int, created: float) -> bool:
    """Whether the number has gone to a process that is not ours."""
    try:
        birth = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        # Gone, but what it started may live on; the system keeps a number from new
        # processes for as long as a session bears it.
        return False
    return abs(birth - created) > _SAME_BIRTH_SECONDS


def _wait_for_the_end(processes: Sequence[psutil.Process]) -> None:
    deadline = time.monotonic() + _END_SECONDS
    while any(_is_alive(each) for each in processes) and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)


def _is_alive(process: psutil.Process) -> bool:
    try:
        # A container's first process may never bury one that has ended.
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
