"""I13: whether a log tells what opens doors, or what people write."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.look import Tell
from services.workflows.audit.outages import CannotAsk
from services.workflows.audit.violations import Violation
from shared.redaction import secrets_in

_LONGEST_LINE_BYTES: Final = 1_000_000
"""What is longer is looked at in pieces."""


def leaks(folder: Path, *, tell: Tell) -> Iterator[Violation]:
    """In all files below a folder, also packed ones: which lines tell which kinds.

    By the shapes that the redaction hides. One look is enough: no line takes itself back.
    """
    if not folder.is_dir():
        raise CannotAsk(
            "The folder of logs",
            why=f"{folder} is none",
            remedy="name the folder that the services' logs are in.",
        )
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        tell(f"reading {path}")
        with _opened(path) as lines:
            yield from _told_in(lines, path.relative_to(folder))


def _told_in(lines: BinaryIO, path: Path) -> Iterator[Violation]:
    number = 0
    while piece := lines.readline(_LONGEST_LINE_BYTES):
        number += 1
        if kinds := ", ".join(secrets_in(piece.decode(errors="replace"))):
            yield Violation(
                invariant=Invariant.I13,
                rule="log",
                subjects=(str(path), str(number)),
                sentence=f"line {number} of {path} tells {kinds}",
            )


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path))
    return path.open("rb")
