"""Small real programs, and a report that remembers, for tests of the supervisor."""

import asyncio
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import psutil
from typing_extensions import override

from devstack.failures import NotReady
from devstack.program import Program
from devstack.report import Report


class Script(Program):
    """Runs Python code; ready once the code has made the file named ``ready``."""

    start_seconds = 10.0

    def __init__(self, code: str, *, folder: Path, name: str = "singer") -> None:
        self._code = code
        self._folder = folder
        self._name = name

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def command(self) -> Sequence[str]:
        return [sys.executable, "-u", "-c", self._code]

    @override
    def working_dir(self) -> Path:
        return self._folder

    @override
    def check(self) -> None:
        if not (self._folder / "ready").exists():
            raise NotReady("there is no file named ready")


class StubbornScript(Script):
    """Leans on the servers, as our own services do, and is tried again."""

    is_server = False
    survives_bad_start = True


class RecordingReport(Report):
    def __init__(self) -> None:
        self.deaths: list[tuple[str, int, str]] = []
        self.ready_names: asyncio.Queue[str] = asyncio.Queue()

    @override
    def waiting(self, name: str) -> None: ...

    @override
    def ready(self, name: str, *, seconds: float) -> None:
        self.ready_names.put_nowait(name)

    @override
    def died(self, name: str, *, status: int, line: str, retry_seconds: float) -> None:
        self.deaths.append((name, status, line))

    @override
    def note(self, sentence: str) -> None: ...

    @override
    def running(self, ports: Mapping[str, int]) -> None: ...


def all_gone(pids: Iterable[int], *, within_seconds: float = 5.0) -> bool:
    """Whether all end in time; one that nobody has buried yet counts as ended."""
    deadline = time.monotonic() + within_seconds
    while not all(_is_gone(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
