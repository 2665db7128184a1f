"""A queue without batches: the waits of each song by a rule of three lines."""

from collections.abc import Sequence
from heapq import heapify, heapreplace

import numpy as np

from bench.scaling.arrivals import Arrivals
from bench.scaling.check import OneService
from bench.scaling.fleet import Fleet
from bench.scaling.stage_times import Shape

PLAIN = Shape(
    batch=1, writer_batch=1, slots=1, encoders=1, patience_seconds=0, contention=0
)


def some_arrivals(count: int, *, apart: float, seed: int) -> Arrivals:
    source = np.random.default_rng(seed)
    return Arrivals(
        at=np.cumsum(source.exponential(apart, count)), seconds=np.full(count, 60)
    )


def waits_in_fleet(
    came: Arrivals, *, machines: int, source: np.random.Generator | None
) -> Sequence[float]:
    fleet = Fleet(PLAIN, OneService(source), machines=machines)
    return fleet.run(came, until=float(came.at[-1])).until_begun


def waits_by_recursion(
    came: Arrivals, services: Sequence[float], *, machines: int
) -> Sequence[float]:
    """J. Kiefer and J. Wolfowitz, Transactions of the AMS 78 (1955): who comes next takes
    the server that is free first."""
    free_at = [0.0] * machines
    heapify(free_at)
    waits = []
    for arrived, service in zip(came.at.tolist(), services, strict=True):
        begun = max(arrived, free_at[0])
        heapreplace(free_at, begun + service)
        waits.append(begun - arrived)
    return waits
