"""How long the whole stack takes to be ready, and what memory it takes when idle."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil
import typer

from devstack.child_environment import inherited
from devstack.ports import PortBook

_REPOSITORY: Final = Path(__file__).parents[1]
_READY: Final = "Ctrl-C stops"
_SETTLE_SECONDS: Final = 15.0
_COLD_AIM_SECONDS: Final = 300.0
_WARM_AIM_SECONDS: Final = 25.0
_MEMORY_AIM_BYTES: Final = 2.5e9


def main(*, cold: bool = False) -> None:
    """Measure a warm start and idle memory; with --cold also a clean clone's first start."""
    with TemporaryDirectory(prefix="music stack ") as folder:
        place = Path(folder)
        if cold:
            _show("cold set-up and start", _cold_seconds(place), _COLD_AIM_SECONDS, "s")
        dev = [sys.executable, "-m", "devstack.cli", "dev"]
        with _ready(dev, where=_REPOSITORY, data=place / "data") as (_, seconds):
            print(f"{'first start':24} {seconds:8.1f} s")
        with _ready(dev, where=_REPOSITORY, data=place / "data") as (stack, seconds):
            _show("warm start", seconds, _WARM_AIM_SECONDS, "s")
            # Start-up garbage is not what an idle service costs.
            time.sleep(_SETTLE_SECONDS)
            used = _show_memory(stack)
        _show("idle memory (PSS)", used / 1e9, _MEMORY_AIM_BYTES / 1e9, "GB")


def _cold_seconds(place: Path) -> float:
    clone = place / "clone"
    subprocess.run(  # noqa: S603
        ["git", "clone", "--quiet", str(_REPOSITORY), str(clone)],  # noqa: S607
        check=True,
    )
    with _ready(["make", "dev"], where=clone, data=clone / ".stack") as (_, seconds):
        return seconds


@contextmanager
def _ready(
    command: Sequence[str], *, where: Path, data: Path
) -> Iterator[tuple[psutil.Process, float]]:
    """Yield the started stack and the seconds until it was ready."""
    data.parent.mkdir(parents=True, exist_ok=True)
    port = PortBook(data.parent / "bench-port.json").assign(["gateway"])["gateway"]
    start = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=where,
        env={**inherited(), "PORT": str(port), "STACK_DIR": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _await_ready(process)
        yield psutil.Process(process.pid), time.monotonic() - start
    finally:
        process.terminate()
        process.communicate()


def _await_ready(process: subprocess.Popen[str]) -> None:
    said = []
    for line in process.stdout or ():
        said.append(line)
        if _READY in line:
            return
    sys.exit("The stack did not start:\n" + "".join(said))


def _show_memory(stack: psutil.Process) -> int:
    """Print the proportional set size of each process; return the sum in bytes."""
    total = 0
    for process in (stack, *stack.children(recursive=True)):
        used = process.memory_full_info().pss
        total += used
        if used > 10e6:
            print(f"  {used / 1e6:8.0f} MB  {' '.join(process.cmdline()[:3])[-60:]}")
    return total


def _show(what: str, measured: float, aim: float, unit: str) -> None:
    verdict = "within" if measured <= aim else "MISSES"
    print(f"{what:24} {measured:8.1f} {unit:3} {verdict} the aim of {aim:g} {unit}")


if __name__ == "__main__":
    typer.run(main)
