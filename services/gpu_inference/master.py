"""The master: a song's samples kept without loss, as a FLAC file of 16 bits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile

from services.gpu_inference.engines.engine import SAMPLE_RATE, OnStep, Samples

Pcm = npt.NDArray[np.int16]
"""Stereo audio as files hold it, shape (frames, 2)."""

CHANNELS: Final = 2
_FULL_SCALE: Final = 32_767
_BLOCK_FRAMES: Final = SAMPLE_RATE
# Any fixed number will do: dither must be noise, yet the same noise each time.
_DITHER_SEED: Final = 0x6D757369


def write_master(path: Path, samples: Samples, *, on_step: OnStep) -> None:
    """Write ``samples`` as FLAC; the same samples give the same bytes.

    Before rounding, triangular noise of two steps from edge to edge is added (TPDF,
    after Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither", JAES 40(5),
    1992), so that quiet endings fade into noise rather than into distortion.
    """
    noise = np.random.default_rng(_DITHER_SEED)
    with soundfile.SoundFile(
        path, "w", SAMPLE_RATE, CHANNELS, subtype="PCM_16", format="FLAC"
    ) as file:
        for start in range(0, len(samples), _BLOCK_FRAMES):
            on_step(start, len(samples))
            file.write(_quantize(samples[start : start + _BLOCK_FRAMES], noise))


def read_blocks(path: Path, *, on_step: OnStep) -> Iterator[Pcm]:
    """Yield an audio file a second at a time, calling ``on_step`` in seconds."""
    with soundfile.SoundFile(path) as file:
        steps = -(-file.frames // _BLOCK_FRAMES)
        for step in range(steps):
            on_step(step, steps)
            yield file.read(_BLOCK_FRAMES, dtype="int16", always_2d=True)


def _quantize(block: Samples, noise: np.random.Generator) -> Pcm:
    dither = noise.random(block.shape) - noise.random(block.shape)
    steps = np.rint(block.astype(np.float64) * _FULL_SCALE + dither)
    return np.clip(steps, -_FULL_SCALE - 1, _FULL_SCALE).astype(np.int16)
