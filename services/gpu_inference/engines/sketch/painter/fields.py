"""Fields of numbers to paint from: noise, blurs, steps and the light on a relief."""

import numpy as np
from PIL import Image

from services.gpu_inference.engines.sketch.painter.palette import Field


def noise(
    dice: np.random.Generator,
    shape: tuple[int, int],
    *,
    cells: float,
    octaves: int = 4,
    gain: float = 0.5,
    stretch: float = 1.0,
) -> Field:
    """Smooth fractal noise with deviation about 1, ``cells`` bumps down the height.

    ``stretch`` above 1 draws the bumps out sideways.
    """
    total = np.zeros(shape, dtype=np.float32)
    power = 0.0
    for octave in range(octaves):
        rows = max(2, round(cells * 2**octave) + 2)
        columns = max(2, round(cells * 2**octave / stretch) + 2)
        lattice = dice.standard_normal((rows, columns)).astype(np.float32)
        weight = gain**octave
        total += resized(lattice, shape) * np.float32(weight)
        power += weight**2
    return total / np.float32(0.62 * power**0.5)


def resized(field: Field, shape: tuple[int, int]) -> Field:
    """The same field on another grid, by cubic interpolation."""
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    grown = image.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(grown, dtype=np.float32)


def blurred(field: Field, *, radius_pixels: float) -> Field:
    """A soft blur: shrunk and grown again, so a wide one costs no more than a narrow."""
    rows, columns = field.shape
    factor = max(1.0, radius_pixels / 2.0)
    small = (max(2, round(rows / factor)), max(2, round(columns / factor)))
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    shrunk = image.resize((small[1], small[0]), Image.Resampling.BOX)
    smooth = _binomial(_binomial(np.asarray(shrunk, dtype=np.float32)))
    return resized(smooth, (rows, columns))


def _binomial(field: Field) -> Field:
    wide = np.pad(field, 1, mode="edge")
    tall = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    both = tall[:, :-2] + 2 * tall[:, 1:-1] + tall[:, 2:]
    return both / np.float32(16.0)


def smoothstep(field: Field, *, low: float, high: float) -> Field:
    """0 below ``low``, 1 above ``high``, an S-curve between; ``low`` may be the larger."""
    part = np.clip((field - np.float32(low)) / np.float32(high - low), 0.0, 1.0)
    return np.asarray(part * part * (3.0 - 2.0 * part))


def relief(height: Field, *, angle: float, depth: float) -> Field:
    """Lambert shading of a height field, -1 to 1 about flat ground.

    ``angle`` is where the light stands, in radians clockwise from the right;
    ``depth`` scales the slopes, which are measured over the whole side.
    """
    down, right = np.gradient(height * np.float32(depth * height.shape[0]))
    facing = -(right * np.float32(np.cos(angle)) + down * np.float32(np.sin(angle)))
    return np.asarray(facing / np.sqrt(1.0 + right * right + down * down))


def ridge_line(
    dice: np.random.Generator, count: int, *, bumps: float, roughness: float = 0.5
) -> Field:
    """A skyline: ``count`` heights with deviation about 1."""
    octaves = 7 if roughness > 0.3 else 3
    line = np.zeros(count, dtype=np.float32)
    for octave in range(octaves):
        knots = dice.standard_normal(max(4, round(bumps * 2**octave) + 3))
        lattice = np.repeat(knots[None, :], 2, axis=0).astype(np.float32)
        line += resized(lattice, (2, count))[0] * np.float32(roughness**octave)
    return line
