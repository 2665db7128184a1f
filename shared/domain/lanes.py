"""Whose song comes next: what was begun goes on, single songs before bulk, people in turn."""

from datetime import timedelta
from enum import IntEnum
from typing import Final

from shared.domain.limits import MOST_TAKES
from shared.domain.songs import SongStage


class Lane(IntEnum):
    """Priorities of work on the ``gpu`` queue: the smallest number goes first.

    Within a lane people take turns, however many songs each of them has in it.
    """

    FINISHING = 1
    """The music is there: only encoding and storing are left."""
    COMPOSING = 2
    """A song that was begun goes on before another begins, so that few are half made."""
    SINGLE = 3
    """To be begun: one of the few songs that its owner waits for."""
    BULK = 4
    """To be begun: asked for while its owner waited for several others."""


SINGLES: Final = MOST_TAKES
"""So many songs of a person are single ones; what is asked for behind them is bulk."""

BULK_PATIENCE: Final = timedelta(hours=1)
"""So long bulk lets single songs go first; then it takes its owner's turn among them."""


def is_bulk(behind: int) -> bool:
    """Whether a song is, that was asked for behind so many unfinished ones of its owner's."""
    return behind >= SINGLES


def lane_of(stage: SongStage | None, *, bulk: bool) -> Lane:
    """Where a song that is not finished stands; ``bulk`` counts until it is begun."""
    match stage:
        case SongStage.FINISHING:
            return Lane.FINISHING
        case SongStage.COMPOSING:
            return Lane.COMPOSING
    return Lane.BULK if bulk else Lane.SINGLE
