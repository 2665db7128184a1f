"""The simulator beside formulas: one kind of work, no batches, machines that stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from typing_extensions import override

from bench.scaling.arrivals import Arrivals
from bench.scaling.closed_forms import mean_wait_of_md1, mean_wait_of_mmc
from bench.scaling.fleet import Fleet, Outcome
from bench.scaling.songs import Song, Work
from bench.scaling.stage_times import Shape, Stage, StageTimes

SERVICE_SECONDS: Final = 10.0
_PARTS: Final = 30
_STUDENT: Final = 2.045
"""Student's t for 29 degrees of freedom, both tails 5 %."""
_ONE_AT_A_TIME: Final = Shape(
    batch=1, writer_batch=1, slots=1, encoders=1, patience_seconds=0, contention=0
)


class OneService(StageTimes):
    """Only words take time: always as long, or at random."""

    def __init__(self, source: np.random.Generator | None) -> None:
        """With ``source`` an exponential time is drawn for each song."""
        self._source = source
        self.between = 0.0

    @override
    def of_pass(self, stage: Stage, songs: Sequence[Song]) -> float:
        if stage is not Stage.WRITE:
            return 0.0
        if self._source is None:
            return SERVICE_SECONDS
        return self._source.exponential(SERVICE_SECONDS)

    @override
    def of_encoding(self, work: Work, song: Song) -> float:
        return 0.0

    @override
    def of_storing(self, work: Work, song: Song) -> float:
        return 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    name: str
    servers: int
    use: float
    """Of each server, below 1."""
    is_random: bool
    """Whether the service is."""


CASES: Final = (
    Case(name="M/M/1", servers=1, use=0.7, is_random=True),
    Case(name="M/M/4", servers=4, use=0.8, is_random=True),
    Case(name="M/M/10", servers=10, use=0.8, is_random=True),
    Case(name="M/D/1", servers=1, use=0.7, is_random=False),
)


def expected_wait(case: Case) -> float:
    """Seconds."""
    load = case.use * case.servers
    if case.is_random:
        return mean_wait_of_mmc(load, case.servers, service_seconds=SERVICE_SECONDS)
    return mean_wait_of_md1(load, service_seconds=SERVICE_SECONDS)


def simulated(case: Case, *, songs: int, seed: int) -> Outcome:
    source = np.random.default_rng(seed)
    apart = SERVICE_SECONDS / (case.use * case.servers)
    at = np.cumsum(source.exponential(apart, songs))
    came = Arrivals(at=at, seconds=np.full(songs, 60))
    times = OneService(source if case.is_random else None)
    fleet = Fleet(_ONE_AT_A_TIME, times, machines=case.servers)
    return fleet.run(came, until=float(at[-1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    case: Case
    formula: float
    """Mean wait in seconds; so also the others."""
    simulated: float
    margin: float
    """The simulated mean is so exact, 19 times in 20; by the means of consecutive parts."""


def compared(case: Case, *, songs: int, seed: int) -> Compared:
    """Batch means: A. M. Law, "Simulation Modeling and Analysis", section 9.5.3."""
    waits = np.array(simulated(case, songs=songs, seed=seed).until_begun)
    means = [part.mean() for part in np.array_split(waits, _PARTS)]
    return Compared(
        case=case,
        formula=expected_wait(case),
        simulated=float(waits.mean()),
        margin=_STUDENT * float(np.std(means, ddof=1)) / _PARTS**0.5,
    )
