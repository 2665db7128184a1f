"""Each program's log: one file that never grows without end."""

from pathlib import Path
from typing import BinaryIO, Final

LARGEST_BYTES: Final = 10_000_000
_TAIL_BYTES: Final = 4096
_LONGEST_LINE: Final = 300
_GOODBYE: Final = "database system is shut down"


def open_log(path: Path) -> BinaryIO:
    """Open for appending; one that grew past the limit becomes ``.old`` first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        path.replace(path.with_name(path.name + ".old"))
    return path.open("ab")


def telling_line(path: Path, *, since: int = 0) -> str:
    """The last line after the byte ``since``, cut to a readable length.

    Postgres says goodbye after its reason; the goodbye is passed over.
    """
    with path.open("rb") as log:
        size = log.seek(0, 2)
        log.seek(max(min(since, size), size - _TAIL_BYTES))
        lines = log.read().decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip() and _GOODBYE not in line]
    return said[-1][:_LONGEST_LINE] if said else "it wrote nothing"
