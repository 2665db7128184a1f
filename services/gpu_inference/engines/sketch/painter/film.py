"""The last coat: bloom, paper, print specks, vignette and grain, down to 8 bits."""

from dataclasses import dataclass

import numpy as np

from services.gpu_inference.engines.engine import Pixels
from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import blurred, noise
from services.gpu_inference.engines.sketch.painter.palette import Color, Field

_LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
# Faded blacks and creamy whites, as ink on paper has them; neither end ever clips.
_BLACK = np.array([0.026, 0.028, 0.034], dtype=np.float32)
_WHITE = np.array([0.985, 0.98, 0.965], dtype=np.float32)


@dataclass(frozen=True, kw_only=True, slots=True)
class Film:
    """How strong each part of the finish is, all about 0 to 1."""

    grain: float = 0.026
    vignette: float = 0.26
    paper: float = 0.016
    specks: float = 0.0
    bloom: float = 0.0


def develop(canvas: Canvas, film: Film, *, dice: np.random.Generator) -> Pixels:
    if film.bloom:
        _bloom(canvas, film.bloom)
    if film.specks:
        _specks(canvas, film.specks, dice=dice)
    luma = canvas.pixels @ _LUMA
    light = 1.0 - film.vignette * _corners(canvas)
    light += film.paper * noise(dice, canvas.shape, cells=180, octaves=2)
    grain = _grain(dice, canvas.shape) * film.grain
    # Grain is strongest in the middle tones and gone in paper white.
    grain *= 0.45 + 2.2 * np.clip(luma * (1.0 - luma), 0.0, 0.25)
    pixels = canvas.pixels * light[..., None] + grain[..., None]
    pixels = _BLACK + np.clip(pixels, 0.0, 1.0) * (_WHITE - _BLACK)
    return np.asarray((pixels * 255.0 + 0.5).astype(np.uint8))


def _bloom(canvas: Canvas, strength: float) -> None:
    """Bright places spill over their edges, near and far, as in a lens."""
    bright = np.clip(canvas.pixels - 0.45, 0.0, 1.0)
    for radius, part in ((9.0, 0.7), (42.0, 0.9)):
        spill: Color = np.stack(
            [
                blurred(bright[..., channel], radius_pixels=radius * canvas.side / 1024)
                for channel in range(3)
            ],
            axis=2,
        )
        canvas.pixels[...] = 1.0 - (1.0 - canvas.pixels) * (
            1.0 - np.clip(spill * np.float32(strength * part), 0.0, 1.0)
        )


def _specks(canvas: Canvas, strength: float, *, dice: np.random.Generator) -> None:
    """Tiny places that the ink missed, and a few dark ones where it clotted."""
    rows, _ = canvas.shape
    fine = noise(dice, canvas.shape, cells=260 * rows / 1024, octaves=1)
    patches = noise(dice, canvas.shape, cells=5, octaves=2)
    missed = np.clip((fine + 0.35 * patches - 2.35) * 4.0, 0.0, 1.0)
    clotted = np.clip((-fine - 0.35 * patches - 2.55) * 4.0, 0.0, 1.0)
    paper = np.array([0.95, 0.92, 0.85], dtype=np.float32)
    canvas.lay(paper, missed, opacity=0.5 * strength)
    canvas.shade(clotted * np.float32(0.55 * strength))


def _corners(canvas: Canvas) -> Field:
    """0 in the middle, near 1 in the corners."""
    away = (canvas.x - 0.5) ** 2 + (canvas.y - 0.5) ** 2
    return np.clip(away * 2.0, 0.0, 1.0) ** 1.5


def _grain(dice: np.random.Generator, shape: tuple[int, int]) -> Field:
    raw = dice.standard_normal(shape, dtype=np.float32)
    clumped = raw.copy()
    clumped[1:] += raw[:-1] * np.float32(0.55)
    clumped[:, 1:] += raw[:, :-1] * np.float32(0.55)
    return clumped / np.float32(1.27)
