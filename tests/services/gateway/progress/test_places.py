"""A song's place and time to go, from what Temporal counts and what the database knows."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.gateway.progress.fleet import FleetReport
from services.gateway.progress.places import seconds_to_go, songs_ahead
from services.gateway.progress.repository import Crowd, Standing
from shared.domain.lanes import Lane
from shared.domain.songs import SongStatus
from shared.models.base import utc_now

MARA, RUI, ADA = (uuid4() for _ in range(3))


def a_crowd(
    songs: Mapping[Lane, Mapping[UUID, int]],
    *,
    unseen: Mapping[Lane, int] | None = None,
) -> Crowd:
    return Crowd(counted_at=utc_now(), songs=songs, unseen=unseen or {})


def maras(lane: Lane, *, turn: int = 1, asked_seconds_ago: float = 60) -> Standing:
    return Standing(
        song_id=uuid4(),
        owner_id=MARA,
        status=SongStatus.RUNNING,
        stage=None,
        created_at=utc_now() - timedelta(seconds=asked_seconds_ago),
        lane=lane,
        turn=turn,
    )


def test_a_person_with_many_songs_is_one_song_ahead() -> None:
    crowd = a_crowd({Lane.SINGLE: {RUI: 4, MARA: 1}, Lane.BULK: {RUI: 496}})
    report = FleetReport(tasks={Lane.SINGLE: 5, Lane.BULK: 496})

    assert songs_ahead(maras(Lane.SINGLE), crowd, report) == 1


def test_each_person_has_as_many_turns_as_the_song_is_late_in_its_owners_line() -> None:
    crowd = a_crowd({Lane.SINGLE: {RUI: 4, MARA: 3, ADA: 1}})
    report = FleetReport(tasks={Lane.SINGLE: 8})

    # Two of Mara's own, three of Rui's, Ada's one.
    assert songs_ahead(maras(Lane.SINGLE, turn=3), crowd, report) == 6


def test_no_more_can_be_ahead_than_wait() -> None:
    crowd = a_crowd({Lane.SINGLE: {RUI: 4, MARA: 3}})
    report = FleetReport(tasks={Lane.SINGLE: 3})

    assert songs_ahead(maras(Lane.SINGLE, turn=3), crowd, report) == 2


def test_bulk_waits_for_all_single_songs_and_then_for_its_turn() -> None:
    crowd = a_crowd(
        {Lane.SINGLE: {RUI: 2, MARA: 4}, Lane.BULK: {MARA: 9, RUI: 30, ADA: 1}}
    )
    report = FleetReport(tasks={Lane.SINGLE: 5, Lane.BULK: 40})

    # Five that wait to begin; then one of Mara's, two of Rui's, Ada's one.
    assert songs_ahead(maras(Lane.BULK, turn=2), crowd, report) == 9


def test_songs_that_came_too_lately_to_be_counted_by_temporal_wait_as_well() -> None:
    crowd = a_crowd({Lane.SINGLE: {RUI: 1, MARA: 1}}, unseen={Lane.SINGLE: 2})

    assert songs_ahead(maras(Lane.SINGLE), crowd, FleetReport(tasks={})) == 1


def test_a_song_asked_for_since_the_count_is_behind_its_owners_others() -> None:
    crowd = a_crowd({})
    new = maras(Lane.SINGLE, turn=3, asked_seconds_ago=-1)

    assert songs_ahead(new, crowd, FleetReport(tasks={})) == 2


def test_the_database_alone_tells_while_temporal_is_silent() -> None:
    crowd = a_crowd({Lane.SINGLE: {RUI: 4, MARA: 2}})

    assert songs_ahead(maras(Lane.SINGLE, turn=2), crowd, FleetReport()) == 3


def test_a_song_that_was_begun_is_behind_those_that_are_nearly_done() -> None:
    crowd = a_crowd({Lane.FINISHING: {RUI: 3}, Lane.COMPOSING: {RUI: 1, MARA: 1}})
    report = FleetReport(tasks={Lane.FINISHING: 1, Lane.COMPOSING: 4})

    assert songs_ahead(maras(Lane.COMPOSING), crowd, report) == 2


def test_the_time_to_go_is_that_of_all_songs_that_are_done_before() -> None:
    crowd = a_crowd({Lane.COMPOSING: {RUI: 2}, Lane.SINGLE: {RUI: 4, MARA: 1}})
    report = FleetReport(tasks={Lane.SINGLE: 5}, begun_per_second=0.1)

    # Two are being made, three are ahead; then the song itself.
    assert seconds_to_go(maras(Lane.SINGLE), 3, crowd, report) == 60


@pytest.mark.parametrize(
    ("lane", "report"),
    [
        (Lane.SINGLE, FleetReport(tasks={})),
        (Lane.SINGLE, FleetReport(is_away=True, begun_per_second=0.1)),
        (Lane.COMPOSING, FleetReport(tasks={}, begun_per_second=0.1)),
    ],
    ids=["no-pace", "no-machine", "begun"],
)
def test_nobody_guesses_a_time_to_go(lane: Lane, report: FleetReport) -> None:
    crowd = a_crowd({lane: {MARA: 1}})

    assert seconds_to_go(maras(lane), 0, crowd, report) is None
