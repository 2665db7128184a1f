"""Many people who ask at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")


def ask_at_once(work: Callable[[Item], Any], items: Sequence[Item]) -> None:
    """Each in a thread of its own; the first error is raised once all have ended."""
    with ThreadPoolExecutor(len(items)) as pool:
        list(pool.map(work, items))


def unwatched(step: int, steps: int) -> None:
    """An ``on_step`` for work that nobody waits for."""
