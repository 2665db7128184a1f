"""A limiter that sees the peaks coming: its gain is down before they arrive."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.sketch.composer.mixing.filters import Floats

HOP: Final = 48
"""One millisecond."""
_AHEAD: Final = 4
"""Hops: the gain starts to fall this long before a peak."""
_RELEASE: Final = 0.985
"""What stays of the reduction after one hop: about 65 ms to let go."""


def gain_curve(peaks: Floats, *, drive: float, ceiling: float) -> Floats:
    """Gain for each hop edge, length hops + 1, so that ``drive`` never tops ``ceiling``.

    Between two edges the gain is a line; each edge is safe for both its neighbours.
    """
    needed = np.minimum(1.0, ceiling / np.maximum(peaks * drive, 1e-9))
    edges = np.minimum(np.append(needed, 1.0), np.insert(needed, 0, 1.0))
    width = _AHEAD * 2 + 1
    padded = np.pad(edges, _AHEAD, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, width).min(axis=1)
    held = _released(lowest)
    padded = np.pad(held, _AHEAD, mode="edge")
    smooth = np.convolve(padded, np.full(width, 1 / width), "valid")
    return np.asarray(np.minimum(smooth, edges), dtype=np.float32)


def _released(lowest: Floats) -> Floats:
    """Let the gain rise slowly after each fall.

    The reduction is ``r[i] = max(a[i], k r[i-1])``; in logarithms, with ``i log k`` taken
    out, that is a running maximum.
    """
    decay = np.arange(len(lowest)) * np.log(_RELEASE)
    reduction = np.log(np.maximum(1.0 - lowest.astype(np.float64), 1e-12))
    held = np.maximum.accumulate(reduction - decay) + decay
    return np.asarray(1.0 - np.exp(held), dtype=np.float32)


def apply_gain(samples: Floats, edges: Floats, *, drive: float) -> None:
    """Multiply in place by ``drive`` and the line through the hop edges."""
    at = np.arange(HOP, dtype=np.float32) / HOP
    chunk = 4_096
    hops = len(edges) - 1
    for begin in range(0, hops, chunk):
        end = min(hops, begin + chunk)
        left, right = edges[begin:end, None], edges[begin + 1 : end + 1, None]
        line = (left + (right - left) * at).reshape(-1) * np.float32(drive)
        piece = samples[begin * HOP : end * HOP]
        piece *= line[: len(piece), None]
