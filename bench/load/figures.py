"""Figures of a run, and the tables that they are kept in."""

import os
import sys
from collections.abc import Sequence

import psutil


def at(values: Sequence[float], share: float) -> float:
    """So much or less in such a share of the values."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """In Markdown, on standard output."""
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join("---" for _ in head) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def verdict(*, is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def tell(what: str) -> None:
    """Progress, apart from the figures."""
    print(what, file=sys.stderr, flush=True)


def beside() -> str:
    """How busy the machine is with whatever else: figures of a busy one are too low."""
    minute, _, _ = os.getloadavg()
    return f"{psutil.cpu_count()} cores, load {minute:.1f} before the run"
