"""A program of the stack: how it is prepared, started, known to be ready, stopped."""

import signal
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from devstack.child_environment import inherited


class Program(ABC):
    """One process to run. It only describes; ``running`` and ``keeper`` do it."""

    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    start_seconds: ClassVar[float] = 60.0
    """How long it may take from its start until ``check`` passes."""
    survives_bad_start: ClassVar[bool] = False
    """Whether one that dies before it was ever ready is tried again."""
    is_server: ClassVar[bool] = True
    """Whether others lean on it, so that it stops after them."""

    @property
    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    def command(self) -> Sequence[str]: ...

    @abstractmethod
    def check(self) -> None:
        """Do the real thing once; raise ``NotReady`` when it does not work yet."""

    def prepare(self) -> None:  # noqa: B027 -- most programs need nothing
        """Make what the program needs on disk; called before every start."""

    def clean_up(self) -> None:  # noqa: B027
        """Remove what a stopped program leaves outside its own folder."""

    def launcher(self) -> Sequence[str]:
        """Words before the command, for a program that may not run as this user."""
        return ()

    def environment(self) -> Mapping[str, str]:
        return inherited()

    def working_dir(self) -> Path | None:
        return None
