"""A song on its way through the fleet, and the kinds of work that it needs."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final


class Work(IntEnum):
    """Activities on the ``gpu`` queue."""

    WRITE = 0
    COMPOSE = 1
    PAINT = 2
    FINISH = 3


PRIORITY: Final[Sequence[int]] = (2, 1, 1, 0)
"""Of each kind of work, as ``shared.domain.lanes`` ranks them; the smallest goes first."""


class Song:
    __slots__ = ("arrived", "begun", "found_nobody", "left_beside", "seconds")

    def __init__(self, arrived: float, seconds: int, *, found_nobody: bool) -> None:
        self.arrived = arrived
        self.seconds = seconds
        """Of music; the simulation's songs have one step count, as the form's have."""
        self.found_nobody = found_nobody
        """No machine was ready when it was asked for."""
        self.begun = -1.0
        self.left_beside = 2
        """Music and cover: what is still to end before it can be finished."""
