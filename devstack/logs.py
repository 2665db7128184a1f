"""Each program's log: one file that never grows without end."""

from pathlib import Path
from typing import BinaryIO, Final

LARGEST_BYTES: Final = 10_000_000
_TAIL_BYTES: Final = 4096
_LONGEST_LINE: Final = 300
_WORST: Final = ("FATAL", "PANIC")


def open_log(path: Path) -> BinaryIO:
    """Open for appending; one that grew past the limit becomes ``.old`` first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        path.replace(path.with_name(path.name + ".old"))
    return path.open("ab")


def telling_line(path: Path, *, since: int = 0) -> str:
    """The line after the byte ``since`` that says why: mostly the last, cut to fit.

    Postgres says goodbye after its reason, so a line it calls fatal goes first.
    """
    with path.open("rb") as log:
        size = log.seek(0, 2)
        log.seek(max(min(since, size), size - _TAIL_BYTES))
        lines = log.read().decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    worst = [line for line in said if any(word in line for word in _WORST)]
    chosen = worst or said or ["it wrote nothing"]
    return chosen[-1][:_LONGEST_LINE]
