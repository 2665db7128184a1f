"""Tone shaping without phase: gentle curves applied block by block with the FFT."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.engine import SAMPLE_RATE

Floats: TypeAlias = npt.NDArray[np.float32]
Hertz: TypeAlias = npt.NDArray[np.floating[Any]]
Response: TypeAlias = Callable[[Hertz], Hertz]
"""Gain for each frequency in hertz."""

TRANSFORM: Final = 1 << 15
TAPS: Final = 1 << 12
BLOCK: Final = TRANSFORM - TAPS
"""Frames that a filter takes at a time: about 0.6 s."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tone:
    """A tone curve. Cuts are Butterworth magnitudes, ``1/sqrt(1 + (fc/f)**2n)``."""

    low_cut_hertz: float = 20.0
    low_cut_order: int = 2
    high_cut_hertz: float = 20_000.0
    high_cut_order: int = 1
    bell_hertz: float = 0.0
    bell_db: float = 0.0
    shelf_hertz: float = 4_000.0
    shelf_db: float = 0.0
    """Of everything well above ``shelf_hertz``."""

    def __call__(self, hertz: Hertz) -> Hertz:
        safe = np.maximum(hertz, 0.1)
        gain = 1 / np.sqrt(1 + (self.low_cut_hertz / safe) ** (2 * self.low_cut_order))
        gain /= np.sqrt(1 + (safe / self.high_cut_hertz) ** (2 * self.high_cut_order))
        if self.bell_hertz:
            octaves = np.log2(safe / self.bell_hertz)
            gain *= 10 ** (self.bell_db / 20 * np.exp(-(octaves**2)))
        shelf = 1 / (1 + (self.shelf_hertz / safe) ** 2)
        return np.asarray(gain * 10 ** (self.shelf_db / 20 * shelf))


def kernel_of(response: Response, *, width: float = 0.0) -> npt.NDArray[np.complex64]:
    """Make a filter of ``TAPS`` taps for each ear, centred; return its transform.

    ``width`` 0 to 1 turns the phases of the two ears apart, by a slow random walk along
    the frequencies above 200 Hz and by at most 60 degrees each: wide, yet whole in mono.
    """
    hertz = np.fft.rfftfreq(TRANSFORM, 1 / SAMPLE_RATE)
    curve = np.asarray(response(hertz), dtype=np.complex128)
    ears = [curve * np.exp(1j * sign * _turns(hertz, width=width)) for sign in (1, -1)]
    impulse = np.roll(np.fft.irfft(np.stack(ears), TRANSFORM), TAPS // 2, axis=1)
    impulse = impulse[:, :TAPS] * np.hanning(TAPS)
    if width == 0:
        impulse = impulse[:1]
    return np.fft.rfft(impulse, TRANSFORM).T.astype(np.complex64)


def _turns(hertz: Hertz, *, width: float) -> Hertz:
    """Phase in radians at each frequency, for one ear; the other has its opposite."""
    knots = np.geomspace(200.0, 20_000.0, 60)
    walk = np.random.default_rng(2).uniform(-1.0, 1.0, len(knots))
    turn = np.interp(hertz, knots, walk) * np.clip((hertz - 200.0) / 200.0, 0.0, 1.0)
    return np.asarray(width * np.pi / 3 * turn)


def filtered(block: Floats, kernel: npt.NDArray[np.complex64]) -> Floats:
    """Filter ``BLOCK`` frames; the answer is ``TRANSFORM`` long, late by half the taps.

    Answers of successive blocks overlap and are to be added. When both channels are
    the same, and so are both ears, one is answered, shape (``TRANSFORM``, 1).
    """
    if np.array_equal(block[:, 0], block[:, 1]):
        block = block[:, :1]
    spectrum = np.fft.rfft(block, TRANSFORM, axis=0)
    return np.asarray(
        np.fft.irfft(spectrum * kernel, TRANSFORM, axis=0), dtype=np.float32
    )
