"""What is done to the whole mix before the master: rides, worn tape, old vinyl."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.mixing.filters import Floats
from services.gpu_inference.engines.sketch.composer.score import LEAD_IN_SECONDS, Score

_RIDE_DB: Final = 3.5
"""Between a section of no energy and one of full energy."""
_RIDE_SECONDS: Final = 0.12
_CHUNK: Final = 1 << 16
_WOW: Final = ((0.55, 0.0011), (6.3, 0.00007))
"""Hertz, and seconds of delay: about 7 and 5 cents of wobble."""
_HISS: Final = 0.0011
_CRACKLES_PER_SECOND: Final = 7.0
_WEAR_SEED: Final = 33


def ride(samples: Floats, *, score: Score) -> None:
    """Move the fader by section, in place: a chorus is louder than its verse."""
    bar = score.seconds_per_beat * score.beats_per_bar
    times, gains = [0.0], [_ride_gain(score.sections[0].energy)]
    for section in score.sections[1:]:
        at = LEAD_IN_SECONDS + section.start_bar * bar
        times += [at - _RIDE_SECONDS, at]
        gains += [gains[-1], _ride_gain(section.energy)]
    for begin in range(0, len(samples), _CHUNK):
        piece = samples[begin : begin + _CHUNK]
        clock = np.arange(begin, begin + len(piece)) / SAMPLE_RATE
        piece *= np.interp(clock, times, gains).astype(np.float32)[:, None]


def _ride_gain(energy: float) -> float:
    return float(10 ** (_RIDE_DB * (energy - 0.8) / 20))


def wear(samples: Floats) -> None:
    """Play the mix from a worn tape, in place: slow wow, quick flutter, hiss, crackle."""
    longest = int(2.5 * sum(depth for _, depth in _WOW) * SAMPLE_RATE) + 2
    # From the end, because each frame is taken from an earlier one.
    for begin in range((len(samples) - 1) // _CHUNK * _CHUNK, -1, -_CHUNK):
        end = min(len(samples), begin + _CHUNK)
        start = max(0, begin - longest)
        source = samples[start:end].copy()
        clock = np.arange(begin, end) / SAMPLE_RATE
        delay = sum(
            depth * (1 + np.sin(2 * np.pi * hertz * clock)) for hertz, depth in _WOW
        )
        at = np.arange(begin, end) - delay * SAMPLE_RATE - start
        grid = np.arange(len(source))
        for channel in range(2):
            samples[begin:end, channel] = np.interp(at, grid, source[:, channel])
    _add_noise(samples)


def _add_noise(samples: Floats) -> None:
    rng = np.random.default_rng(_WEAR_SEED)
    for begin in range(0, len(samples), _CHUNK):
        piece = samples[begin : begin + _CHUNK]
        piece += rng.standard_normal(piece.shape, dtype=np.float32) * np.float32(_HISS)
    seconds = len(samples) / SAMPLE_RATE
    shape = np.exp(-np.arange(96) / 14) * np.cos(np.arange(96) * 0.9)
    for _ in range(int(seconds * _CRACKLES_PER_SECOND)):
        at = int(rng.integers(0, max(1, len(samples) - 96)))
        strength = 0.03 * float(rng.random()) ** 4 + 0.002
        side = np.array([1.0, 0.5]) if rng.random() < 0.5 else np.array([0.5, 1.0])
        room = samples[at : at + 96]
        room += (strength * shape[: len(room), None] * side).astype(np.float32)
