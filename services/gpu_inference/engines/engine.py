"""The models as the worker sees them: words in, music and pictures out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from shared.contracts.engine import EngineReport
from shared.contracts.songs import ComposeAudio, PaintCover, WriteSong, WrittenSong

SAMPLE_RATE: Final = 48_000
COVER_PIXELS: Final = 1024

OnStep: TypeAlias = Callable[[int, int], None]
"""Called as ``on_step(step, steps)`` a few times a second; it may raise to stop the work."""

Samples: TypeAlias = npt.NDArray[np.float32]
"""Stereo audio, shape (frames, 2), full scale ±1, at ``SAMPLE_RATE``."""

Pixels: TypeAlias = npt.NDArray[np.uint8]
"""An sRGB picture, shape (``COVER_PIXELS``, ``COVER_PIXELS``, 3)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    pixels: Pixels
    colors: tuple[str, str]
    """The two leading colours, as ``#rrggbb``: largest chroma and runner-up."""


class Lyricist(Protocol):
    def write(self, request: WriteSong, *, on_step: OnStep) -> WrittenSong:
        """Fill in what the recipe leaves open. Same recipe, same sheet."""


class Composer(Protocol):
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        """Replace the steps and guidance that were left to the model by its own.

        None where the composer has no such thing.
        """

    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        """Make the whole song, mastered. Same request, same samples."""


class Painter(Protocol):
    def paint(self, request: PaintCover, *, on_step: OnStep) -> Cover:
        """Paint the cover. Same request, same pixels."""


class Engine(Protocol):
    """Three models loaded together, and what to tell people about them."""

    @property
    def lyricist(self) -> Lyricist: ...

    @property
    def composer(self) -> Composer: ...

    @property
    def painter(self) -> Painter: ...

    def report(self) -> EngineReport: ...
