"""The best path of pitches through a phrase, found by dynamic programming."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.composer.theory import Chord

_INTERVAL_COST: Final = (
    1.3,
    0.1,
    0.0,
    0.4,
    0.6,
    0.9,
    2.6,
    1.3,
    2.2,
    2.4,
    3.4,
    4.2,
    2.6,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What one note of a phrase should be like."""

    height: float
    """MIDI pitch that the contour points at."""
    weight: float
    """0 passing to 1 strong or long: how much it must belong to the chord."""
    chord: Chord
    landing: frozenset[int] = frozenset()
    """Pitch classes it must be one of, when it ends a phrase."""


def _fit(pitch: int, wish: Wish) -> float:
    cost = abs(pitch - wish.height) * 0.34
    member = pitch % 12
    if member not in wish.chord.pitch_classes:
        cost += 3.6 * wish.weight
        # A semitone above a chord tone grinds, even in passing.
        if (member - 1) % 12 in wish.chord.pitch_classes:
            cost += 0.5 + 2.0 * wish.weight
    if wish.landing and member not in wish.landing:
        cost += 8.0
    return cost


def _step(before: int, after: int) -> float:
    interval = abs(after - before)
    return _INTERVAL_COST[interval] if interval <= 12 else 6.0


def best_path(wishes: Sequence[Wish], *, pitches: Sequence[int]) -> list[int]:
    """Choose a pitch for each wish: near the contour, on the chord, in small steps."""
    costs = [_fit(pitch, wishes[0]) for pitch in pitches]
    trail: list[list[int]] = []
    for wish in wishes[1:]:
        origins, following = [], []
        for pitch in pitches:
            options = [
                cost + _step(before, pitch)
                for cost, before in zip(costs, pitches, strict=True)
            ]
            origin = min(range(len(options)), key=options.__getitem__)
            origins.append(origin)
            following.append(options[origin] + _fit(pitch, wish))
        trail.append(origins)
        costs = following
    index = min(range(len(costs)), key=costs.__getitem__)
    path = [index]
    for origins in reversed(trail):
        index = origins[index]
        path.append(index)
    return [pitches[index] for index in reversed(path)]
