"""Simulated time: what is to happen, in order."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, TypeAlias

Handler: TypeAlias = Callable[[Any], None]


class Clock:
    """What falls due at the same moment happens in the order in which it was asked for."""

    def __init__(self) -> None:
        self.now = 0.0
        """Seconds since the simulation began."""
        self._due: list[tuple[float, int, Handler, Any]] = []
        self._asked = 0

    @property
    def next_at(self) -> float:
        """When the next thing happens; infinity when nothing will."""
        return self._due[0][0] if self._due else float("inf")

    def after(self, seconds: float, handler: Handler, about: Any = None) -> None:
        self._asked += 1
        heappush(self._due, (self.now + seconds, self._asked, handler, about))

    def step(self) -> None:
        """Let the next thing happen."""
        self.now, _, handler, about = heappop(self._due)
        handler(about)
