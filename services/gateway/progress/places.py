"""A song's place in the queue, and when it will be done: estimates, and how they are made.

Temporal knows how many tasks wait in a lane, and not whose; the database knows whose songs
are there, and not which of them wait. Lanes are emptied one after the other, and people
take turns in each. So somebody's third song waits for at most three of each other person
in its lane, for their own two before it, and for all that wait in lanes above. No more can
be ahead of it than wait at all.

It holds for those who are there now. Who comes later takes turns as well, so a place may
stay as it is for a while; and a lane above may fill again.
"""

from collections.abc import Mapping
from typing import Final

from services.gateway.progress.fleet import FleetReport
from services.gateway.progress.repository import Crowd, Standing
from shared.domain.lanes import Lane

# Whoever waits to begin is not told of songs that were begun: those are being made.
_ABOVE: Final[Mapping[Lane, tuple[Lane, ...]]] = {
    Lane.FINISHING: (),
    Lane.COMPOSING: (Lane.FINISHING,),
    Lane.SINGLE: (),
    Lane.BULK: (Lane.SINGLE,),
}
_NOT_BEGUN: Final = (Lane.SINGLE, Lane.BULK)


def songs_ahead(standing: Standing, crowd: Crowd, report: FleetReport) -> int:
    """How many songs, of anybody, are worked on before this one."""
    above = sum(_waiting(lane, crowd, report) for lane in _ABOVE[standing.lane])
    in_turn = standing.turn - 1 + _of_others(standing, crowd)
    if standing.created_at > crowd.counted_at:
        # Nor are those counted that its owner asked for at the same time.
        return above + in_turn
    return above + max(0, min(in_turn, _waiting(standing.lane, crowd, report) - 1))


def seconds_to_go(
    standing: Standing, ahead: int, crowd: Crowd, report: FleetReport
) -> int | None:
    """Until a song is done that waits to begin, if all goes on as in the last minutes.

    As many songs are done in a minute as are begun in one. When it is done, so are those
    ahead of it, and those that are being made now. None for want of a pace, and for a song
    that was begun: its own work will show.
    """
    if standing.lane not in _NOT_BEGUN or report.begun_per_second <= 0:
        return None
    if report.is_away:
        return None
    unfinished = sum(sum(people.values()) for people in crowd.songs.values())
    waiting = sum(_waiting(lane, crowd, report) for lane in _NOT_BEGUN)
    in_the_making = max(0, unfinished - waiting)
    return round((in_the_making + ahead + 1) / report.begun_per_second)


def _of_others(standing: Standing, crowd: Crowd) -> int:
    """As many of each person as this one's turn is, or fewer if they have no more."""
    return sum(
        min(count, standing.turn)
        for owner_id, count in crowd.songs.get(standing.lane, {}).items()
        if owner_id != standing.owner_id
    )


def _waiting(lane: Lane, crowd: Crowd, report: FleetReport) -> int:
    """Songs in a lane that nobody works on, as far as is known."""
    songs = sum(crowd.songs.get(lane, {}).values())
    if report.tasks is None:
        return songs
    return min(songs, crowd.unseen.get(lane, 0) + report.tasks.get(lane, 0))
