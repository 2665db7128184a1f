"""What a motif is, and what it is given to paint with."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Palette


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    canvas: Canvas
    palette: Palette
    dice: np.random.Generator
    rest: Callable[[], None]
    """Called between layers; it may raise to stop the work."""

    def between(self, low: float, high: float) -> float:
        return float(self.dice.uniform(low, high))

    def count(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.dice.integers(low, high + 1))

    def chance(self, part: float) -> bool:
        return bool(self.dice.random() < part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Motif:
    name: str
    paint: Callable[[Scene], None]
    words: tuple[str, ...]
    """In a title or a prompt they call for this motif; singular, lower case."""
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    """The palettes that suit it: those with at least one of these."""
    film: Film = field(default_factory=Film)
