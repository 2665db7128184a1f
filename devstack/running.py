"""Run one server for the length of a ``with`` block: for tests and one-off work."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from devstack.child import kill, surroundings, words
from devstack.failures import NotReady, ProgramFailed
from devstack.logs import open_log, telling_line
from devstack.program import Program

P = TypeVar("P", bound=Program)

_STOP_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.02


@contextmanager
def running(program: P, *, log: Path) -> Iterator[P]:
    """Yield the program once it works; stop it at the end. Call from the main thread."""
    program.prepare()
    with open_log(log) as output:
        process = subprocess.Popen(  # noqa: S603 -- our own words, never a shell
            words(program), stdout=output, stderr=output, **surroundings(program)
        )
    try:
        _wait_until_ready(program, process, log)
        yield program
    finally:
        _stop(program, process)


def _wait_until_ready(
    program: Program, process: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + program.start_seconds
    while True:
        try:
            return program.check()
        except NotReady as reason:
            if process.poll() is not None:
                raise ProgramFailed(program.name, telling_line(log), log) from None
            if time.monotonic() > deadline:
                raise ProgramFailed(program.name, str(reason), log) from None
        time.sleep(_POLL_SECONDS)


def _stop(program: Program, process: subprocess.Popen[bytes]) -> None:
    process.send_signal(program.stop_signal)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        kill(process.pid)
        process.wait()
    program.clean_up()
