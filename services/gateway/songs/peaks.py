"""A song's loudness in few enough numbers to be drawn in a list."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

MINI_PEAKS: Final = 72


def mini_peaks(peaks: Sequence[int] | None) -> list[int] | None:
    """The loudest of each slice, in hundredths; ``peaks`` are in thousandths."""
    if not peaks:
        return None
    count = len(peaks)
    starts = [index * count // MINI_PEAKS for index in range(MINI_PEAKS + 1)]
    return [
        # Where there are fewer peaks than slices, neighbours share one.
        round(max(peaks[start : max(end, start + 1)]) / 10)
        for start, end in pairwise(starts)
    ]
