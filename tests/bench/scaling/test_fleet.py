"""Songs on their way through machines that batch, and machines that come and go."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from typing_extensions import override

from bench.scaling.arrivals import Arrivals, arrivals
from bench.scaling.autoscaling import Policy, Scaler
from bench.scaling.fleet import Fleet, Outcome
from bench.scaling.inputs import INPUTS, values_of
from bench.scaling.songs import Song
from bench.scaling.stage_times import Shape, Stage, StageTimes

VALUES = values_of(INPUTS)
DAY = 86_400.0


def some_songs(per_hour: float, *, days: float = 0.25, seed: int = 3) -> Arrivals:
    return arrivals(VALUES, songs_per_hour=per_hour, days=days, seed=seed)


def made(came: Arrivals, *, machines: int) -> Outcome:
    fleet = Fleet(Shape.of(VALUES), StageTimes(VALUES), machines=machines)
    return fleet.run(came, until=DAY / 4)


def scaled(came: Arrivals, *, days: float, least: int = 0) -> Outcome:
    policy = Policy.of(VALUES, least=least, most=8, up_machines=4)
    fleet = Fleet(
        Shape.of(VALUES),
        StageTimes(VALUES),
        machines=least,
        scaler=(Scaler(policy), policy.poll_seconds, 300),
    )
    return fleet.run(came, until=days * DAY)


class Passes:
    """Hears of each pass."""

    def __init__(self) -> None:
        self.seen: list[tuple[Stage, Sequence[Song]]] = []

    def __call__(self, stage: Stage, songs: Sequence[Song]) -> None:
        self.seen.append((stage, songs))


@pytest.fixture(scope="module")
def passes() -> Passes:
    """Of a busy quarter of a day."""
    heard = Passes()
    fleet = Fleet(Shape.of(VALUES), StageTimes(VALUES), machines=3, tell=heard)
    fleet.run(some_songs(1_500), until=DAY / 4)
    return heard


def test_each_song_ends_once() -> None:
    came = some_songs(1_500)

    outcome = made(came, machines=3)

    assert len(outcome.until_ready) == len(outcome.until_begun) == len(came.at) > 3_000
    assert min(outcome.until_begun) >= 0
    assert min(outcome.until_ready) > VALUES["write_seconds"]


def test_each_song_ends_once_while_machines_come_and_go() -> None:
    came = some_songs(60, days=2)

    outcome = scaled(came, days=2)

    assert len(outcome.until_ready) == len(came.at)
    assert outcome.most_machines > 1


def test_each_song_passes_each_model_once(passes: Passes) -> None:
    for stage in Stage:
        songs = Counter(
            id(song) for kind, group in passes.seen if kind is stage for song in group
        )
        assert set(songs.values()) == {1}
        assert len(songs) == len(some_songs(1_500).at)


def test_songs_of_unlike_length_are_never_denoised_together(passes: Passes) -> None:
    groups = [songs for kind, songs in passes.seen if kind is Stage.DENOISE]

    assert all(len({song.seconds for song in group}) == 1 for group in groups)
    # Else it would prove nothing: songs of many lengths did share passes.
    assert {group[0].seconds for group in groups if len(group) > 1} == {
        60,
        120,
        180,
        240,
    }


def test_no_pass_is_larger_than_the_batch(passes: Passes) -> None:
    largest = {
        stage: max(len(group) for kind, group in passes.seen if kind is stage)
        for stage in Stage
    }

    assert largest[Stage.WRITE] == VALUES["writer_batch"]
    # The queue hands songs that were written together to machines in turn.
    assert 1 < largest[Stage.DENOISE] <= VALUES["batch"]
    assert 1 < largest[Stage.PAINT] <= VALUES["batch"]
    assert largest[Stage.DECODE] == 1


def test_more_machines_shorten_waits_with_batches_too() -> None:
    came = some_songs(1_500)

    waits = [made(came, machines=machines).until_begun for machines in (2, 3, 5)]

    assert waits[0] != waits[1]
    for share in (50, 95, 99):
        at = [float(np.percentile(each, share)) for each in waits]
        assert at == sorted(at, reverse=True)


def test_a_single_song_takes_what_its_stages_take() -> None:
    came = Arrivals(at=np.array([10.0]), seconds=np.array([180]))

    [took] = made(came, machines=1).until_ready

    patience = VALUES["patience_seconds"]
    writing = patience + 14.7 + 0.3
    composing = patience + 0.1 + 180 * (0.0028 + 0.0023 + 0.0016) + 0.1
    # The cover, which is painted meanwhile, slows nothing: it begins in the same moment.
    slower = 0.5 * (0.1 + 180 * 0.0028)
    finishing = 180 * 0.0109 + 4 * 0.1
    bytes_moved = 180 * (3 * 121_000 + 32_000) + 1_789_000
    expected = writing + composing + finishing + bytes_moved / 50e6 + 0.35
    assert expected - 1e-6 <= took <= expected + slower + 1e-6


def test_who_comes_to_nobody_waits_for_a_machine_to_start() -> None:
    came = Arrivals(at=np.array([1.0]), seconds=np.array([60]))

    outcome = scaled(came, days=0.25)

    assert outcome.found_nobody == 1
    # It is seen at the next look, 15 s after the first at the latest.
    assert outcome.until_begun == [pytest.approx(315 - 1)]
    # Gone 15 minutes after its work, not at the end of the day.
    assert outcome.machine_seconds == pytest.approx(300 + 900 + 25, abs=30)


class WantsOne(Scaler):
    @override
    def wanted(self, now: float, *, tasks: int, unfinished: int, machines: int) -> int:
        return machines if now == 0 else 1


def test_a_machine_that_is_let_go_ends_its_songs_first() -> None:
    came = Arrivals(at=np.full(4, 1.0), seconds=np.full(4, 60))
    policy = Policy.of(VALUES, least=2, most=2, up_machines=1)
    fleet = Fleet(
        Shape.of(VALUES),
        StageTimes(VALUES),
        machines=2,
        scaler=(WantsOne(policy), 10, 300),
    )

    outcome = fleet.run(came, until=1_000)

    # Each machine has two; one is let go at 10 s, while it writes their words.
    assert outcome.until_begun == [0] * 4
    assert max(outcome.until_ready) < 30
    writing = VALUES["patience_seconds"] + 14.7 + 2 * 0.3
    assert outcome.machine_seconds == pytest.approx(1_000 + 1 + writing, abs=1e-6)


def test_the_same_seed_gives_the_same_day() -> None:
    first, again = (scaled(some_songs(60, days=1), days=1) for _ in range(2))

    assert first == again
    assert first != scaled(some_songs(60, days=1, seed=4), days=1)
