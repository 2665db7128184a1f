"""The built-in drums: swept sines for skins, shaped noise for metal and wires."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.engine import SAMPLE_RATE

Wave = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drum:
    hertz: float = 0.0
    """Where the tone ends; 0 for none."""
    sweep: float = 0.0
    """How much higher it starts, as a share."""
    tone_seconds: float = 0.1
    noise: float = 0.0
    noise_seconds: float = 0.1
    low: float = 200.0
    high: float = 16_000.0
    """The band of the noise in hertz."""


_DRUMS: Final[dict[int, Drum]] = {
    35: Drum(hertz=42, sweep=1.0, tone_seconds=0.4, noise=0.1, noise_seconds=0.03, high=900),
    36: Drum(hertz=47, sweep=4.0, tone_seconds=0.2, noise=0.08, noise_seconds=0.008),
    37: Drum(hertz=820, tone_seconds=0.02, noise=0.4, noise_seconds=0.02, low=1_500),
    38: Drum(hertz=185, sweep=0.5, tone_seconds=0.07, noise=0.9, noise_seconds=0.12, low=900, high=11_000),
    39: Drum(noise=1.2, noise_seconds=0.11, low=800, high=7_000),
    42: Drum(noise=0.6, noise_seconds=0.03, low=7_500),
    44: Drum(noise=0.4, noise_seconds=0.04, low=6_000),
    46: Drum(noise=0.6, noise_seconds=0.25, low=7_000),
    49: Drum(noise=0.7, noise_seconds=0.9, low=3_500),
    51: Drum(hertz=3_100, tone_seconds=0.25, noise=0.3, noise_seconds=0.3, low=5_500),
    52: Drum(noise=0.7, noise_seconds=0.6, low=2_500),
    59: Drum(noise=0.7, noise_seconds=0.9, low=3_500),
    54: Drum(noise=0.5, noise_seconds=0.09, low=8_000),
    56: Drum(hertz=560, tone_seconds=0.12),
    70: Drum(noise=0.35, noise_seconds=0.04, low=6_000),
    75: Drum(hertz=2_500, tone_seconds=0.03),
}  # fmt: skip
_LOWEST_TOM: Final = 40


def _drum(key: int) -> Drum:
    if key in _DRUMS:
        return _DRUMS[key]
    hertz = 80.0 * 2 ** ((key - _LOWEST_TOM) / 14)
    return Drum(
        hertz=hertz, sweep=0.5, tone_seconds=0.16, noise=0.1, noise_seconds=0.02
    )


def _noise(drum: Drum, frames: int, *, seed: int) -> Wave:
    white = np.random.default_rng(seed).standard_normal(frames).astype(np.float32)
    spectrum = np.fft.rfft(white)
    hertz = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    band = 1 / (1 + (drum.low / np.maximum(hertz, 1.0)) ** 6)
    band /= 1 + (hertz / drum.high) ** 6
    return np.asarray(np.fft.irfft(spectrum * band, frames), dtype=np.float32)


@lru_cache(maxsize=64)
def strike(key: int) -> Wave:
    """Draw one stroke at full strength, shape (frames,)."""
    drum = _drum(key)
    longest = max(drum.tone_seconds, drum.noise_seconds)
    frames = int(4.5 * longest * SAMPLE_RATE)
    time = np.arange(frames) / SAMPLE_RATE
    wave = np.zeros(frames)
    if drum.hertz:
        bend = drum.sweep * 0.025 * (1 - np.exp(-time / 0.025))
        wave += np.sin(2 * np.pi * drum.hertz * (time + bend)) * np.exp(
            -time / drum.tone_seconds
        )
    if drum.noise:
        hiss = _noise(drum, frames, seed=key)
        wave += drum.noise * hiss * np.exp(-time / drum.noise_seconds)
    wave *= np.minimum(1.0, (frames - np.arange(frames)) / 480)
    return np.asarray(0.5 * wave, dtype=np.float32)
