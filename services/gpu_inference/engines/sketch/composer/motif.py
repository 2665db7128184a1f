"""Motifs: a rhythm that can be drawn with any number of notes, and a contour."""

from dataclasses import dataclass
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.meter import metric_weight

RISES: Final = ((-1, 0, 2, 4, 3), (0, 1, 3, 4), (-2, 0, 1, 3, 4), (0, 4, 3, 5))
FALLS: Final = ((4, 3, 2, 0), (3, 4, 2, 1, 0), (5, 3, 2, 0, -1), (4, 2, 3, 1, 0))
ARCHES: Final = ((0, 2, 4, 2, 0), (0, 3, 5, 4, 2), (1, 4, 3, 1), (0, 2, 1, 4, 2))
HOOKS: Final = ((2, 4, 5, 4, 2), (4, 4, 5, 2, 4), (0, 4, 3, 4, 2), (5, 4, 2, 4, 3))


@dataclass(frozen=True, kw_only=True, slots=True)
class Motif:
    """Every place in a phrase has a rank; ``n`` notes take the ``n`` best places.

    So lines with a syllable more or less still share nearly all of their rhythm.
    """

    ranks: tuple[float, ...]
    """Indexed by eighths of a beat from the start of the phrase."""
    contour: tuple[int, ...]
    """Scale steps about the middle of the range, spread over the phrase."""

    def height(self, place: float) -> float:
        """Read the contour at ``place``, 0 the start of the phrase and 1 its end."""
        at = max(0.0, min(1.0, place)) * (len(self.contour) - 1)
        index = min(int(at), len(self.contour) - 2)
        return self.contour[index] + (at - index) * (
            self.contour[index + 1] - self.contour[index]
        )


PLACES_PER_BEAT: Final = 8


def invent(
    *,
    beats: int,
    bars: int,
    syncopation: float,
    contours: tuple[tuple[int, ...], ...],
    rng: Random,
) -> Motif:
    """Draw a motif ``bars`` long; its second bar echoes the rhythm of its first."""
    bar = [
        metric_weight(place / PLACES_PER_BEAT, beats=beats)
        + rng.uniform(0, 0.25 + syncopation)
        for place in range(beats * PLACES_PER_BEAT)
    ]
    ranks: list[float] = []
    for number in range(bars):
        fade = 0.16 * number
        ranks += [rank - fade + rng.uniform(0, 0.12) for rank in bar]
    return Motif(ranks=tuple(ranks), contour=rng.choice(contours))


def onsets(motif: Motif, count: int, *, window: float) -> list[float]:
    """Choose ``count`` places in the first ``window`` beats, on the coarsest grid that fits."""
    last = min(len(motif.ranks), max(1, int(window * PLACES_PER_BEAT)))
    grid = next((g for g in (4, 2) if len(range(0, last, g)) * 0.8 >= count), 1)
    places = range(0, last, grid)
    # Past the finest grid, the rest share what places there are.
    chosen = sorted(places, key=lambda p: (-motif.ranks[p], p))[:count]
    times = [place / PLACES_PER_BEAT for place in sorted(chosen)]
    missing = count - len(times)
    if missing > 0:
        times += [(i + 0.5) * last / PLACES_PER_BEAT / missing for i in range(missing)]
    return sorted(times)
