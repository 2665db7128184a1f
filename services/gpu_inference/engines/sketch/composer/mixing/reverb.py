"""The room: noise that dies away, different for each ear, faster at the top."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.mixing.filters import Floats, Tone

_PREDELAY_SECONDS: Final = 0.018
_BANDS: Final = ((150.0, 500.0, 0.8), (500.0, 2_000.0, 1.0), (2_000.0, 9_000.0, 0.55))
"""Low and high edge in hertz, and the share of the decay time there."""


def impulse_response(seconds: float, *, seed: int) -> Floats:
    """Make a stereo room that falls by 60 dB in ``seconds``, shape (frames, 2).

    Independent noise in each ear is what a large room sounds like; below 200 Hz there
    is none, so that the low end stays narrow and clear. Unit energy.
    """
    frames = int(seconds * 1.1 * SAMPLE_RATE)
    time = np.arange(frames)[:, None] / SAMPLE_RATE
    noise = np.random.default_rng(seed).standard_normal((frames, 2))
    spectrum = np.fft.rfft(noise, axis=0)
    hertz = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    room = np.zeros((frames, 2))
    for low, high, share in _BANDS:
        band = Tone(
            low_cut_hertz=low, high_cut_hertz=high, low_cut_order=3, high_cut_order=3
        )
        part = np.fft.irfft(spectrum * band(hertz)[:, None], frames, axis=0)
        room += part * np.exp(-6.9 * time / (seconds * share))
    room *= np.minimum(1.0, time / 0.006)
    quiet = np.zeros((int(_PREDELAY_SECONDS * SAMPLE_RATE), 2))
    room = np.concatenate([quiet, room])
    return np.asarray(room / np.sqrt((room**2).sum() / 2), dtype=np.float32)
