"""The simulator waits as long as queues do whose waits are known."""

from itertools import pairwise

import numpy as np
import pytest

from bench.scaling.check import CASES, SERVICE_SECONDS, Case, compared
from bench.scaling.closed_forms import erlang_c, mean_wait_of_md1, mean_wait_of_mmc
from tests.bench.scaling.plain_queue import (
    some_arrivals,
    waits_by_recursion,
    waits_in_fleet,
)


def test_erlang_c_of_textbooks() -> None:
    # One server waits as often as it is busy; two at half load a third of the time.
    assert erlang_c(0.7, 1) == pytest.approx(0.7)
    assert erlang_c(1.0, 2) == pytest.approx(1 / 3)
    assert mean_wait_of_mmc(1.0, 2, service_seconds=3) == pytest.approx(1)
    assert mean_wait_of_md1(0.5, service_seconds=4) == pytest.approx(2)


@pytest.mark.parametrize(("load", "servers"), [(0, 1), (2, 2), (3, 2)])
def test_a_queue_that_grows_for_ever_has_no_wait(load: float, servers: int) -> None:
    with pytest.raises(ValueError, match="load"):
        erlang_c(load, servers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mean_waits_agree_with_their_formula(case: Case) -> None:
    found = compared(case, songs=15_000, seed=1)

    # Sure to 19 in 20 by itself; each fails by chance once in some thousand seeds.
    assert abs(found.simulated - found.formula) < 2 * found.margin
    assert found.margin < 0.45 * found.formula


def test_each_song_waits_as_the_recursion_says() -> None:
    came = some_arrivals(3_000, apart=SERVICE_SECONDS / 3.4, seed=5)
    # Drawn in the order in which songs are begun, which is that of their arrival.
    services = np.random.default_rng(6).exponential(SERVICE_SECONDS, 3_000).tolist()

    waits = waits_in_fleet(came, machines=4, source=np.random.default_rng(6))

    expected = waits_by_recursion(came, services, machines=4)
    assert sorted(waits) == pytest.approx(sorted(expected), abs=1e-6)


def test_more_machines_never_make_a_song_wait_longer() -> None:
    came = some_arrivals(2_000, apart=SERVICE_SECONDS / 2.7, seed=7)

    by_machines = [
        waits_in_fleet(came, machines=machines, source=None) for machines in (3, 4, 6)
    ]

    # Service never varies, so that songs end in the order of their arrival.
    for fewer, more in pairwise(by_machines):
        assert len(fewer) == len(more) == 2_000
        assert all(b <= a + 1e-6 for a, b in zip(fewer, more, strict=True))
        assert sum(more) < sum(fewer)
