"""What the stack tells the person who started it, as it happens."""

from collections.abc import Mapping
from typing import Protocol


class Report(Protocol):
    def waiting(self, name: str) -> None: ...

    def ready(self, name: str, *, seconds: float) -> None: ...

    def died(self, name: str, *, status: int, line: str, retry_seconds: float) -> None:
        """A program ended by itself; it is started again after ``retry_seconds``."""

    def note(self, sentence: str) -> None: ...

    def running(self, ports: Mapping[str, int]) -> None:
        """All of it works now; ``ports`` are those of ``ports.json``."""
