"""How many machines KEDA and the autoscaler of Kubernetes would have."""

import pytest

from bench.scaling.autoscaling import Policy, Scaler
from bench.scaling.inputs import INPUTS, values_of

VALUES = values_of(INPUTS)


def a_scaler(*, least: int = 0, most: int = 20) -> Scaler:
    return Scaler(Policy.of(VALUES, least=least, most=most, up_machines=4))


def steps(scaler: Scaler, tasks: list[int], machines: int) -> list[int]:
    """What it wants at each look, one each 15 s, if it gets it at once."""
    seen = []
    for number, waiting in enumerate(tasks):
        machines = scaler.wanted(
            15.0 * number, tasks=waiting, unfinished=waiting, machines=machines
        )
        seen.append(machines)
    return seen


def test_the_first_song_brings_one_machine() -> None:
    assert steps(a_scaler(), [0, 0, 9], machines=0) == [0, 0, 1]


def test_four_more_in_a_minute_and_never_too_many() -> None:
    counts = steps(a_scaler(most=10), [50] * 14, machines=1)

    assert counts[:4] == [5, 5, 5, 5]
    assert counts[4] == 9
    assert counts[-1] == 10


def test_a_short_queue_within_the_tolerance_changes_nothing() -> None:
    assert steps(a_scaler(most=30), [21, 19], machines=20) == [20, 20]


def test_one_goes_each_five_minutes_and_none_in_the_first_ten() -> None:
    counts = steps(a_scaler(least=1), [8, *[0] * 119], machines=8)

    # The eight that were said last for ten minutes; then one in five minutes.
    assert counts[40] == 8
    assert counts[41] == 7
    assert counts[60] == 7
    assert counts[61] == 6


def test_the_last_one_stays_for_the_cooldown() -> None:
    counts = steps(a_scaler(), [1, *[0] * 70], machines=1)

    assert counts[59] == 1
    assert counts[60] == 0


def test_a_song_that_is_made_keeps_the_last_machine() -> None:
    scaler = a_scaler()

    wanted = [
        scaler.wanted(15.0 * number, tasks=0, unfinished=1, machines=1)
        for number in range(100)
    ]

    assert wanted == [1] * 100


@pytest.mark.parametrize("least", [1, 3])
def test_never_fewer_than_the_least(least: int) -> None:
    counts = steps(a_scaler(least=least), [0] * 400, machines=5)

    assert counts[-1] == least
