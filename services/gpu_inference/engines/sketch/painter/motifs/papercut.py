"""Papercut: a canyon of stacked sheets, each throwing a shadow on the one below."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import blurred, noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_SHEETS = 8
_SHIFT = 0.010


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    x, y = scene.between(0.35, 0.65), scene.between(0.35, 0.65)
    land = _land(scene, x, y)
    canvas.fill(palette.accent)
    canvas.glow(palette.second, np.exp(-canvas.distance(x, y) / np.float32(0.2)) * 0.3)
    inward = scene.chance(0.7)
    levels = np.linspace(-1.15, 1.35, _SHEETS)
    for index, level in enumerate(levels):
        part = index / (_SHEETS - 1)
        tone = 0.06 + 0.92 * part if inward else 0.98 - 0.9 * part
        _sheet(scene, land - np.float32(level), tone=tone)
        if index % 2:
            scene.rest()


def _land(scene: Scene, x: float, y: float) -> Field:
    """Rolling ground with one deep well: the deepest sheet shows only there."""
    canvas = scene.canvas
    rolling = noise(scene.dice, canvas.shape, cells=2.6, octaves=3, gain=0.42)
    away = canvas.distance(x, y)
    well = np.clip(away / np.float32(0.46), 0.0, 1.35)
    return np.asarray(rolling * (0.25 + 0.35 * well) + well * 2.5 - 1.75)


def _sheet(scene: Scene, height: Field, *, tone: float) -> None:
    canvas = scene.canvas
    down, right = np.gradient(height)
    slope = np.maximum(np.hypot(down, right), 1e-6)
    # Dividing by the slope turns a height into a distance in pixels.
    coverage = np.clip(0.5 + height / slope, 0.0, 1.0)
    shift = round(_SHIFT * canvas.side)
    thrown = np.roll(coverage, (shift, shift // 2), axis=(0, 1))
    for radius, strength in ((20.0, 0.42), (5.0, 0.30)):
        shadow = blurred(thrown, radius_pixels=radius * canvas.side / 1024)
        canvas.shade(np.clip(shadow, 0, 1) * np.float32(strength))
    fibre = noise(scene.dice, canvas.shape, cells=120, octaves=2, stretch=0.5)
    color = scene.palette.ramp(tone + 0.012 * fibre)
    canvas.lay(color, coverage)
    rim = coverage * np.clip(1.0 - height / slope / 2.2, 0.0, 1.0)
    canvas.lay(scene.palette.tone(1.0), rim, opacity=0.35)


MOTIF = Motif(
    name="papercut",
    paint=paint,
    words=(
        *(
            "paper",
            "canyon",
            "cave",
            "deep",
            "echo",
            "well",
            "earth",
            "layer",
            "island",
        ),
        *("river", "valley", "lagoon", "map", "dream"),
    ),
    genres=(
        "Indie",
        "Acoustic",
        "Lo-fi",
        "Electronic",
        "Folk",
        "World",
        "Dub",
        "Drum and bass",
    ),
    moods=("warm", "sea", "forest", "pastel", "earthy", "cold", "vivid", "mono"),
    film=Film(grain=0.03, vignette=0.18),
)
