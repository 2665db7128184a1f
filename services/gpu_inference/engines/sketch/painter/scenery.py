"""Things that several landscapes share: skies, suns, stars, ridges and mist."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import noise, ridge_line
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Scene


def sky(scene: Scene, *, top: float, bottom: float, horizon: float) -> None:
    """From one place on the ladder of tones down to another at the horizon."""
    canvas = scene.canvas
    part = np.clip(canvas.y / horizon, 0.0, 1.0) ** 1.3
    canvas.fill(scene.palette.ramp(top + (bottom - top) * part))


def sun(
    scene: Scene, x: float, y: float, radius: float, *, color: Color, halo: float = 0.5
) -> None:
    """A disc with a wide halo behind it."""
    canvas = scene.canvas
    distance = canvas.distance(x, y)
    light = np.exp(-np.clip(distance - radius, 0.0, None) / np.float32(radius * 0.9))
    canvas.glow(color, light * np.float32(halo))
    canvas.lay(color, canvas.inside(distance - radius))


def stars(scene: Scene, *, count: int, below: float, color: Color) -> None:
    """Small lights above the line ``below``, most of them faint, a few with a glow."""
    for _ in range(count):
        x, y = scene.between(0.0, 1.0), below * scene.between(0.0, 1.0)
        size = 0.0007 + 0.0016 * scene.between(0.0, 1.0) ** 6
        strength = scene.between(0.25, 1.0) * (1.0 - 0.6 * y / below)
        patch = scene.canvas.around(x, y, size * 9)
        away = patch.distance(x, y)
        patch.glow(color, np.exp(-((away / np.float32(size)) ** 2)) * strength)
        patch.glow(color, np.exp(-away / np.float32(size * 2)) * strength * 0.35)


def below_line(canvas: Canvas, line: Field) -> Field:
    """Coverage of the ground under a skyline of one height a column."""
    return canvas.inside(line[None, :] - canvas.y)


def skyline(
    scene: Scene,
    *,
    base: float,
    height: float,
    bumps: float,
    roughness: float = 0.5,
) -> Field:
    """Where the ground begins in each column, as y; peaks rise above ``base``."""
    line = ridge_line(
        scene.dice, scene.canvas.shape[1], bumps=bumps, roughness=roughness
    )
    return np.asarray(base - height * line, dtype=np.float32)


def ripples(scene: Scene, *, horizon: float, fineness: float = 1.0) -> Field:
    """Wave noise over the canvas, packed flat and close together at the horizon."""
    rows, columns = scene.canvas.shape
    tall = noise(
        scene.dice,
        (rows * 2, columns),
        cells=90 * fineness,
        octaves=2,
        stretch=7.0,
    )
    down = np.clip((scene.canvas.y[:, 0] - horizon) / (1.0 - horizon), 0.0, 1.0)
    # Equal steps along the water are ever smaller steps up the picture.
    away = 1.0 - 1.0 / (1.0 + 3.4 * down)
    index = (away / away.max() * (rows * 2 - 1)).astype(np.intp)
    return np.asarray(tall[index])


def mirrored(scene: Scene, *, horizon: float, sway: float) -> None:
    """Fill the water below the horizon with the shaken image of what stands above."""
    canvas = scene.canvas
    rows, columns = canvas.shape
    start = round(horizon * rows)
    shake = ripples(scene, horizon=horizon, fineness=0.7)[start:]
    depth = np.arange(rows - start)[:, None]
    drift = (shake * sway * (2.0 + 40.0 * depth / rows)).astype(np.intp)
    source_rows = np.clip(start - 1 - depth + drift, 0, start - 1)
    source_columns = np.clip(np.arange(columns)[None, :] + drift // 3, 0, columns - 1)
    canvas.pixels[start:] = canvas.pixels[source_rows, source_columns]
