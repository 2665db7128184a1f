"""Songs come at random, as many as they should, and most of them at noon."""

import numpy as np
import pytest

from bench.scaling.arrivals import DAY_SECONDS, arrivals, mean_seconds
from bench.scaling.inputs import INPUTS, values_of

VALUES = values_of(INPUTS)


def test_the_mean_is_what_was_asked_for() -> None:
    came = arrivals(VALUES, songs_per_hour=200, days=10, seed=1)

    # Four standard deviations of a Poisson count.
    assert abs(len(came.at) - 48_000) < 4 * 48_000**0.5
    assert np.all(np.diff(came.at) >= 0)
    assert came.seconds.mean() == pytest.approx(mean_seconds(VALUES), rel=0.01)


def test_noon_is_as_busy_as_the_peak_says() -> None:
    came = arrivals(VALUES, songs_per_hour=500, days=20, seed=2)
    hour = (came.at % DAY_SECONDS) // 3600

    noon = np.isin(hour, (11, 12)).sum() / 2 / 20
    midnight = np.isin(hour, (23, 0)).sum() / 2 / 20

    assert noon == pytest.approx(1.6 * 500, rel=0.05)
    assert midnight == pytest.approx(0.4 * 500, rel=0.08)
