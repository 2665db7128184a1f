"""A palette by roles: a ladder of tones to build with, two accents to point with."""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from services.gpu_inference.colors import oklab_from_oklch, srgb_from_oklab

Field: TypeAlias = npt.NDArray[np.floating[Any]]
"""One number a pixel, shape (rows, columns), or what broadcasts to it."""

Color: TypeAlias = npt.NDArray[np.floating[Any]]
"""sRGB 0 to 1, shape (3,), or one colour a pixel, shape (rows, columns, 3)."""

Oklch: TypeAlias = tuple[float, float, float]
"""Lightness 0 to 1, chroma, hue in degrees."""

_STEPS = 512
_KIN_DEGREES = 70.0
_SUN_BIAS_DEGREES = 45.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    name: str
    moods: tuple[str, ...]
    tones: tuple[Oklch, Oklch, Oklch, Oklch]
    """From the darkest to the lightest."""
    accents: tuple[Oklch, Oklch]

    def tone(self, place: float) -> Color:
        """A colour on the ladder: 0 is the darkest tone, 1 the lightest."""
        return np.asarray(self.ramp(np.array([place], dtype=np.float32))[0])

    def ramp(self, places: Field) -> Color:
        """Colours on the ladder of tones, mixed in Oklab, for places 0 to 1."""
        return gradient(self.tones, places)

    @property
    def accent(self) -> Color:
        return srgb(self.accents[0])

    @property
    def second(self) -> Color:
        return srgb(self.accents[1])

    @property
    def sunny(self) -> Color:
        """The accent that a sun may have: the one nearer to orange."""
        first, other = (abs((hue - 60 + 180) % 360 - 180) for _, _, hue in self.accents)
        return self.accent if first <= other + _SUN_BIAS_DEGREES else self.second

    @property
    def companion(self) -> Color:
        """A lighter colour that melts into the accent without a grey between."""
        first, other = self.accents
        turn = abs((first[2] - other[2] + 180.0) % 360.0 - 180.0)
        if other[1] > 0.08 and other[0] > first[0] and turn < _KIN_DEGREES:
            return self.second
        return mixed(self.accent, self.tone(1.0), 0.55)


@cache
def srgb(color: Oklch) -> Color:
    found = srgb_from_oklab(oklab_from_oklch(*color))
    found.flags.writeable = False
    return found


def gradient(stops: tuple[Oklch, ...], places: Field) -> Color:
    """Mix evenly spaced stops in Oklab at ``places`` 0 to 1; adds the colour axis."""
    index = (np.clip(places, 0.0, 1.0) * (_STEPS - 1) + 0.5).astype(np.intp)
    return np.asarray(_table(stops)[index])


@cache
def _table(stops: tuple[Oklch, ...]) -> Color:
    labs = np.array([oklab_from_oklch(*stop) for stop in stops])
    at = np.linspace(0.0, 1.0, _STEPS)
    knots = np.linspace(0.0, 1.0, len(stops))
    mixed_labs = [np.interp(at, knots, labs[:, axis]) for axis in range(3)]
    return srgb_from_oklab(np.stack(mixed_labs, axis=1).astype(np.float32))


def mixed(one: Color, other: Color, part: float) -> Color:
    """``part`` of the way from one sRGB colour to the other."""
    return np.asarray(one + (other - one) * np.float32(part), dtype=np.float32)
