"""The built-in player: never as rich as a font, but always there."""

from typing import Final

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from services.gpu_inference.engines.sketch.composer.rendering.events import (
    Part,
    Sound,
)
from services.gpu_inference.engines.sketch.composer.rendering.percussion import strike
from services.gpu_inference.engines.sketch.composer.rendering.player import Player
from services.gpu_inference.engines.sketch.composer.rendering.voices import draw

_LENGTH_GRID: Final = 960
"""Notes that differ by less than 20 ms share a drawing."""
_VELOCITY_GRID: Final = 8
_CACHED_FRAMES: Final = 6_000_000
"""About 48 MB."""


class SynthPlayer(Player):
    """Adds whole notes where they start, and keeps what rings over for the next block."""

    def __init__(self) -> None:
        self._part: Part | None = None
        self._next = 0
        self._position = 0
        self._over = np.zeros((0, 2), dtype=np.float32)
        self._drawn: dict[tuple[int, int, int], npt.NDArray[np.float32]] = {}
        self._drawn_frames = 0

    @override
    def begin(self, part: Part) -> None:
        self._part = part
        self._next = 0
        self._position = 0
        self._over = np.zeros((0, 2), dtype=np.float32)
        self._drawn.clear()
        self._drawn_frames = 0

    @override
    def play(self, frames: int) -> npt.NDArray[np.float32]:
        part = self._part
        if part is None:
            return np.zeros((frames, 2), dtype=np.float32)
        block = np.zeros((max(frames, len(self._over)), 2), dtype=np.float32)
        block[: len(self._over)] = self._over
        end = self._position + frames
        while self._next < len(part.sounds) and part.sounds[self._next].start < end:
            sound = part.sounds[self._next]
            wave = self._wave(part, sound)
            at = sound.start - self._position
            if at + len(wave) > len(block):
                longer = np.zeros((at + len(wave), 2), dtype=np.float32)
                longer[: len(block)] = block
                block = longer
            block[at : at + len(wave)] += wave
            self._next += 1
        self._over = block[frames:].copy()
        self._position = end
        return block[:frames]

    def _wave(self, part: Part, sound: Sound) -> npt.NDArray[np.float32]:
        if part.is_drums:
            stroke = strike(sound.pitch) * np.float32((sound.velocity / 127) ** 1.5)
            return np.repeat(stroke[:, None], 2, axis=1)
        held = max(1, round(sound.length / _LENGTH_GRID)) * _LENGTH_GRID
        velocity = min(127, round(sound.velocity / _VELOCITY_GRID) * _VELOCITY_GRID)
        key = (sound.pitch, held, velocity)
        if key not in self._drawn:
            wave = draw(part.voice, pitch=sound.pitch, held=held, velocity=velocity)
            if self._drawn_frames + len(wave) > _CACHED_FRAMES:
                return wave
            self._drawn[key] = wave
            self._drawn_frames += len(wave)
        return self._drawn[key]
