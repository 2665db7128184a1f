"""The master: glue, loudness, ceiling and a clean end."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.mastering.limiter import (
    HOP,
    apply_gain,
    gain_curve,
)
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    HOP as LOUDNESS_HOP,
)
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_peaks,
    hop_powers,
    integrated_loudness,
)
from services.gpu_inference.engines.sketch.composer.mixing.filters import Floats

TARGET_LUFS: Final = -14.0
CEILING_DB: Final = -1.3
"""Below the -1 dBFS promised, for what the moving gain adds between samples."""
_SILENT_END_SECONDS: Final = 0.06
_GLUE_RATIO: Final = 2.0
_GLUE_ATTACK: Final = 0.08
_GLUE_RELEASE: Final = 0.012
"""Shares of the way per hop of 5 ms."""
_GLUE_HOP: Final = 240


def fade_out(samples: Floats, *, seconds: float) -> None:
    """Fade in place to nothing, with a moment of silence after."""
    silent = min(len(samples) // 20, int(_SILENT_END_SECONDS * SAMPLE_RATE))
    frames = min(len(samples) - silent, int(seconds * SAMPLE_RATE))
    curve = np.cos(np.linspace(0, np.pi / 2, frames, dtype=np.float32)) ** 2
    samples[len(samples) - silent - frames : len(samples) - silent] *= curve[:, None]
    samples[len(samples) - silent :] = 0


def glue(samples: Floats, *, threshold_over_mean_db: float = 1.0) -> None:
    """Compress the sum gently, two to one, so that the band moves as one."""
    hops = -(-len(samples) // _GLUE_HOP)
    levels = np.zeros(hops)
    for index in range(0, hops, 4_096):
        piece = samples[index * _GLUE_HOP : (index + 4_096) * _GLUE_HOP]
        whole = np.zeros((-(-len(piece) // _GLUE_HOP) * _GLUE_HOP, 2), np.float32)
        whole[: len(piece)] = piece
        squares = (whole**2).reshape(-1, _GLUE_HOP * 2).mean(axis=1)
        levels[index : index + len(squares)] = squares
    heard = levels[levels > 1e-9]
    if not len(heard):
        return
    level_db = 10 * np.log10(np.maximum(levels, 1e-9))
    threshold = 10 * np.log10(heard.mean()) + threshold_over_mean_db
    wanted = np.maximum(0.0, level_db - threshold) * (1 - 1 / _GLUE_RATIO)
    edges = 10 ** (-_followed(wanted) / 20)
    _apply_line(samples, np.append(edges, edges[-1]).astype(np.float32))


def _followed(wanted: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    out = np.empty_like(wanted)
    now = 0.0
    for index, goal in enumerate(wanted.tolist()):
        now += (goal - now) * (_GLUE_ATTACK if goal > now else _GLUE_RELEASE)
        out[index] = now
    return out


def _apply_line(samples: Floats, edges: Floats) -> None:
    at = np.arange(_GLUE_HOP, dtype=np.float32) / _GLUE_HOP
    for index in range(0, len(edges) - 1, 1_024):
        end = min(len(edges) - 1, index + 1_024)
        left, right = edges[index:end, None], edges[index + 1 : end + 1, None]
        line = (left + (right - left) * at).reshape(-1)
        piece = samples[index * _GLUE_HOP : end * _GLUE_HOP]
        piece *= line[: len(piece), None]


def _drive_for(
    powers: npt.NDArray[np.float64], peaks: Floats, *, ceiling: float
) -> float:
    """Find the gain before the limiter that ends at the target after it.

    Works on the powers of 100 ms and the gain curve, without touching the audio.
    """
    drive = 10 ** ((TARGET_LUFS - integrated_loudness(powers)) / 20)
    per_hop = LOUDNESS_HOP // HOP
    for _ in range(3):
        edges = gain_curve(peaks, drive=drive, ceiling=ceiling)[: len(powers) * per_hop]
        gains = (edges.astype(np.float64) ** 2).reshape(len(powers), -1).mean(axis=1)
        reached = integrated_loudness(powers * gains * drive**2)
        drive *= min(2.0, 10 ** ((TARGET_LUFS - reached) / 20))
    return float(drive)


def bring_to_level(samples: Floats, *, on_block: Callable[[], None]) -> None:
    """Set loudness and ceiling in place."""
    powers = hop_powers(samples, on_block=on_block)
    if integrated_loudness(powers) == float("-inf"):
        return
    peaks = hop_peaks(samples, hop=HOP, on_block=on_block)
    ceiling = 10 ** (CEILING_DB / 20)
    drive = _drive_for(powers, peaks, ceiling=ceiling)
    apply_gain(samples, gain_curve(peaks, drive=drive, ceiling=ceiling), drive=drive)


def master(
    samples: Floats, *, end_seconds: float, on_block: Callable[[], None]
) -> None:
    """Finish the mix in place; ``end_seconds`` is when its last chord is struck."""
    ring = len(samples) / SAMPLE_RATE - end_seconds
    on_block()
    glue(samples)
    fade_out(samples, seconds=max(0.3, ring - min(0.6, ring * 0.3)))
    bring_to_level(samples, on_block=on_block)
