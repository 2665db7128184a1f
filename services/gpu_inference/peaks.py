"""Peaks: the outline of a song, for drawing its waveform."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import Samples

PEAK_COUNT: Final = 800


def peaks(samples: Samples, count: int = PEAK_COUNT) -> tuple[int, ...]:
    """Loudest sample of each of ``count`` equal slices, in thousandths of full scale."""
    if not len(samples):
        return (0,) * count
    # Side by side: a maximum along an axis of two is five times as slow.
    loudest = np.maximum(np.abs(samples[:, 0]), np.abs(samples[:, 1]))
    # A slice of less than one sample repeats its neighbour rather than be empty.
    edges = np.linspace(0, len(samples), count, endpoint=False).astype(np.intp)
    thousandths = np.rint(np.maximum.reduceat(loudest, edges) * 1000)
    return tuple(int(value) for value in np.clip(thousandths, 0, 1000))
