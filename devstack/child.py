"""How a program becomes a process: its own session, its log, tied to our own life."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypedDict

import psutil

from devstack.program import Program

_EXEC_CHILD: Final = Path(__file__).with_name("exec_child.py")


class Surroundings(TypedDict):
    cwd: Path | None
    env: dict[str, str]
    stdin: int
    start_new_session: bool


def words(program: Program) -> list[str]:
    """The whole command line.

    Start it from the main thread: the kernel ends the child with the *thread* that
    started it. The tie comes after the launcher, because a change of user undoes it.
    """
    tie = [sys.executable, "-I", "-S", str(_EXEC_CHILD)]
    parent = [str(os.getpid()), str(int(program.stop_signal))]
    return [*program.launcher(), *tie, *parent, *program.command()]


def surroundings(program: Program) -> Surroundings:
    return {
        "cwd": program.working_dir(),
        "env": dict(program.environment()),
        "stdin": subprocess.DEVNULL,
        "start_new_session": True,
    }


def kill(pid: int) -> None:
    """End a child and all that it started, at once."""
    family = _descendants(pid)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    kill_all(family)


def kill_all(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
