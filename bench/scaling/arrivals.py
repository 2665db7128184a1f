"""When songs are asked for, and how long they are to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Times: TypeAlias = npt.NDArray[np.float64]
DAY_SECONDS: Final = 86_400.0
_LENGTHS: Final = (60, 120, 180, 240)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    at: Times
    """Seconds since the first midnight, rising."""
    seconds: npt.NDArray[np.int64]
    """Of music, of each."""


def arrivals(
    values: Mapping[str, float], *, songs_per_hour: float, days: float, seed: int
) -> Arrivals:
    """A Poisson process whose rate goes up and down once a day; least at midnight."""
    source = np.random.default_rng(seed)
    swing = values["peak_over_mean"] - 1
    at = thinned(source, songs_per_hour / 3600, swing=swing, until=days * DAY_SECONDS)
    shares = np.array([values[f"share_of_{seconds}_s"] for seconds in _LENGTHS])
    seconds = source.choice(_LENGTHS, size=len(at), p=shares / shares.sum())
    return Arrivals(at=at, seconds=seconds)


def mean_seconds(values: Mapping[str, float]) -> float:
    """Of music, of a song."""
    shares = {seconds: values[f"share_of_{seconds}_s"] for seconds in _LENGTHS}
    return sum(seconds * share for seconds, share in shares.items()) / sum(
        shares.values()
    )


def thinned(
    source: np.random.Generator, mean: float, *, swing: float, until: float
) -> Times:
    """A mean rate a second, times 1 - ``swing`` cos(day); by thinning.

    P. A. W. Lewis and G. S. Shedler, "Simulation of nonhomogeneous Poisson processes by
    thinning", Naval Research Logistics Quarterly 26 (1979): draw at the highest rate, and
    keep each with the share of it that the rate has then.
    """
    highest = mean * (1 + swing)
    count = source.poisson(highest * until)
    at = np.sort(source.uniform(0, until, count))
    rate = mean * (1 - swing * np.cos(2 * np.pi * at / DAY_SECONDS))
    kept: Times = at[source.uniform(0, highest, count) < rate]
    return kept
