"""The three sizes of the service, and what a day of each is like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.scaling.arrivals import DAY_SECONDS, arrivals
from bench.scaling.autoscaling import Policy, Scaler
from bench.scaling.fleet import Fleet, Outcome
from bench.scaling.songs import Song
from bench.scaling.stage_times import Shape, Stage, StageTimes


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    songs_per_hour: int
    """Mean over a day."""
    least: int
    """Machines of a part; so also ``most`` and ``up_machines``."""
    most: int
    up_machines: int
    """That may be added in a minute."""
    parts: int
    """Equal parts with a queue and machines of their own, of which one is simulated."""
    days: float
    """Simulated: a small size needs many to have enough songs."""


SIZES: Final = (
    Size(songs_per_hour=10, least=0, most=8, up_machines=4, parts=1, days=60),
    Size(songs_per_hour=1_000, least=1, most=8, up_machines=4, parts=1, days=3),
    Size(songs_per_hour=100_000, least=8, most=40, up_machines=1, parts=10, days=1),
)


class Passes:
    """Counts how many there were of each model, and of how many songs."""

    def __init__(self) -> None:
        self._counts = [0] * len(Stage)
        self._songs = [0] * len(Stage)

    def note(self, stage: Stage, songs: Sequence[Song]) -> None:
        self._counts[stage] += 1
        self._songs[stage] += len(songs)

    def mean(self, stage: Stage) -> float:
        """Songs in one."""
        return self._songs[stage] / self._counts[stage]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    size: Size
    passes: Passes
    songs: int
    """Simulated."""
    outcome: Outcome
    """Of one part."""

    @property
    def hours(self) -> float:
        return 24 * self.size.days


def simulate(size: Size, values: Mapping[str, float], *, seed: int) -> Result:
    came = arrivals(
        values,
        songs_per_hour=size.songs_per_hour / size.parts,
        days=size.days,
        seed=seed,
    )
    policy = Policy.of(
        values, least=size.least, most=size.most, up_machines=size.up_machines
    )
    cold_start = sum(values[f"{part}_seconds"] for part in ("node", "image", "load"))
    passes = Passes()
    fleet = Fleet(
        Shape.of(values),
        StageTimes(values),
        machines=size.least,
        scaler=(Scaler(policy), policy.poll_seconds, cold_start),
        tell=passes.note,
    )
    outcome = fleet.run(came, until=size.days * DAY_SECONDS)
    return Result(size=size, passes=passes, songs=len(came.at), outcome=outcome)
