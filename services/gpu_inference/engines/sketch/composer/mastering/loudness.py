"""Loudness as ITU-R BS.1770-4 measures it, and true peak by its Annex 2."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.mixing.filters import (
    BLOCK,
    TAPS,
    TRANSFORM,
    Floats,
)

HOP: Final = SAMPLE_RATE // 10
"""Frames: blocks of 400 ms overlap by three quarters."""
_HOPS_IN_BLOCK: Final = 4
_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0

# BS.1770-4, tables 1 and 2: the two stages of the K weighting at 48 kHz, b then a.
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))

_PHASES: Final = 4
_PHASE_TAPS: Final = 12
_MARGIN: Final = 16
_PEAK_FRAMES: Final = 1 << 18


def _nothing() -> None:
    """Nobody wants to know."""


@lru_cache(maxsize=1)
def _k_kernel() -> npt.NDArray[np.complex64]:
    """The K weighting as a finite filter: its response has died out within ``TAPS``."""
    z = np.exp(-2j * np.pi * np.arange(TRANSFORM // 2 + 1) / TRANSFORM)
    response = np.ones_like(z)
    for above, below in (_SHELF, _HIGH_PASS):
        response *= np.polyval(above[::-1], z) / np.polyval(below[::-1], z)
    impulse = np.fft.irfft(response, TRANSFORM)[:TAPS]
    return np.fft.rfft(impulse, TRANSFORM).astype(np.complex64)


def hop_powers(
    samples: Floats, *, on_block: Callable[[], None] = _nothing
) -> npt.NDArray[np.float64]:
    """Mean square of each 100 ms after K weighting, both channels added."""
    kernel = _k_kernel()
    hops = len(samples) // HOP
    powers = np.zeros(hops)
    step = BLOCK // HOP * HOP
    for begin in range(0, hops * HOP, step):
        on_block()
        before = max(0, begin - TAPS)
        piece = samples[before : begin + step]
        spectrum = np.fft.rfft(piece, TRANSFORM, axis=0) * kernel[:, None]
        weighted = np.fft.irfft(spectrum, TRANSFORM, axis=0)
        count = min(step, hops * HOP - begin) // HOP
        skip = begin - before
        kept = weighted[skip : skip + count * HOP].reshape(count, HOP, 2)
        powers[begin // HOP : begin // HOP + count] = (
            np.einsum("hfc,hfc->h", kept, kept, dtype=np.float64) / HOP
        )
    return powers


def integrated_loudness(powers: npt.NDArray[np.float64]) -> float:
    """Gate the powers of 100 ms hops and return LUFS; -inf for silence."""
    if len(powers) < _HOPS_IN_BLOCK:
        powers = np.pad(powers, (0, _HOPS_IN_BLOCK - len(powers)))
    blocks = np.convolve(powers, np.full(_HOPS_IN_BLOCK, 1 / _HOPS_IN_BLOCK), "valid")
    levels = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-20))
    heard = blocks[levels > _ABSOLUTE_GATE]
    if not len(heard):
        return float("-inf")
    gate = -0.691 + 10 * np.log10(heard.mean()) + _RELATIVE_GATE
    kept = blocks[(levels > _ABSOLUTE_GATE) & (levels > gate)]
    return float(-0.691 + 10 * np.log10(kept.mean()))


@lru_cache(maxsize=1)
def _interpolators() -> tuple[Floats, ...]:
    """Windowed sincs for the three places between two samples."""
    phases = []
    for phase in range(1, _PHASES):
        at = np.arange(_PHASE_TAPS) - (_PHASE_TAPS / 2 - 1) - phase / _PHASES
        taps = np.sinc(at) * np.i0(6.0 * np.sqrt(1 - (at / (_PHASE_TAPS / 2)) ** 2))
        phases.append(np.asarray(taps / taps.sum(), dtype=np.float32))
    return tuple(phases)


def hop_peaks(
    samples: Floats, *, hop: int, on_block: Callable[[], None] = _nothing
) -> Floats:
    """The largest true peak in each ``hop`` frames, either channel, four times oversampled."""
    hops = -(-len(samples) // hop)
    peaks = np.zeros(hops, dtype=np.float32)
    step = max(1, _PEAK_FRAMES // hop)
    for first in range(0, hops, step):
        on_block()
        count = min(step, hops - first)
        for channel in range(samples.shape[1]):
            piece = _with_margins(
                samples[:, channel], begin=first * hop, frames=count * hop
            )
            _raise_to(peaks[first : first + count], piece[_MARGIN:-_MARGIN], hop=hop)
            for taps in _interpolators():
                between = np.convolve(piece, taps, "same")[_MARGIN:-_MARGIN]
                _raise_to(peaks[first : first + count], between, hop=hop)
    return peaks


def _with_margins(channel: Floats, *, begin: int, frames: int) -> Floats:
    """Cut out ``frames`` with what stands on either side, silence past the ends."""
    piece = np.zeros(frames + 2 * _MARGIN, dtype=np.float32)
    start, end = max(0, begin - _MARGIN), begin + frames + _MARGIN
    cut = channel[start:end]
    offset = start - (begin - _MARGIN)
    piece[offset : offset + len(cut)] = cut
    return piece


def _raise_to(peaks: Floats, wave: Floats, *, hop: int) -> None:
    np.maximum(peaks, np.abs(wave).reshape(-1, hop).max(axis=1), out=peaks)


def true_peak_db(samples: Floats) -> float:
    """True peak of the whole in dBFS."""
    peak = float(hop_peaks(samples, hop=HOP).max(initial=1e-9))
    return 20 * float(np.log10(peak))
