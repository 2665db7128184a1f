"""Patterns as text: one character a step, one string a bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

STEPS_PER_BEAT: Final = {4: 4, 3: 4, 6: 2}
"""Bars of 4, 3 and 6 beats have 16, 12 and 12 steps."""
_STRENGTH: Final = {"o": 0.42, "x": 0.74, "X": 1.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    beat: float
    """From the start of the bar."""
    strength: float
    mark: str


def hits(pattern: str, *, beats: int) -> Iterator[Hit]:
    """Read ``x`` as a hit, ``X`` as an accent, ``o`` as a ghost; digits keep 0.74."""
    step = beats / len(pattern)
    for index, mark in enumerate(pattern):
        if mark not in ".-":
            yield Hit(beat=index * step, strength=_STRENGTH.get(mark, 0.74), mark=mark)


def metric_weight(beat: float, *, beats: int) -> float:
    """Say how strong a place in the bar is: 1 for the downbeat, 0.1 for a sixteenth."""
    place = beat % beats
    if place < 1e-6:
        return 1.0
    middle = {4: 2.0, 6: 3.0}.get(beats)
    if middle is not None and abs(place - middle) < 1e-6:
        return 0.8
    if abs(place - round(place)) < 1e-6:
        return 0.6
    return 0.32 if abs(place * 2 - round(place * 2)) < 1e-6 else 0.1
