"""Currents: thousands of pen strokes that follow one invisible wind."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_LINES = 2400
_POINTS = 42
_BATCHES = 8


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    dark = scene.chance(0.55)
    cloud = noise(scene.dice, canvas.shape, cells=3, octaves=4)
    canvas.fill(palette.ramp((0.04 if dark else 0.96) + 0.012 * cloud))
    x, y = scene.between(0.35, 0.65), scene.between(0.35, 0.6)
    angle = _wind(scene, x, y)
    starts = scene.dice.random((_LINES, 2)) * 1.2 - 0.1
    paths = _followed(angle, starts)
    scene.rest()
    shade = np.hypot(starts[:, 0] - x, starts[:, 1] - y)
    order = np.argsort(-shade + 0.25 * scene.dice.random(_LINES))
    for batch, members in enumerate(np.array_split(order, _BATCHES)):
        part = batch / (_BATCHES - 1)
        _draw(scene, paths[members], part=part, dark=dark)
        scene.rest()
    _eye(scene, x, y, dark=dark)


def _wind(scene: Scene, x: float, y: float) -> Field:
    """Turning about one eye, leaning outwards, ruffled by noise; radians."""
    canvas = scene.canvas
    right, down = canvas.x - np.float32(x), canvas.y - np.float32(y)
    spin = 1.0 if scene.chance(0.5) else -1.0
    around = np.arctan2(down, right) + spin * scene.between(1.15, 1.45)
    ruffle = noise(scene.dice, canvas.shape, cells=3.2, octaves=2, gain=0.35)
    away = np.hypot(right, down)
    return np.asarray(around + ruffle * np.clip(1.4 * away, 0.1, 0.75))


def _followed(angle: Field, starts: Field) -> Field:
    """Euler steps through the field; shape (lines, points, 2)."""
    side = angle.shape[0]
    place = starts.copy()
    path = []
    for _ in range(_POINTS):
        path.append(place.copy())
        column = np.clip(place[:, 0] * side, 0, side - 1).astype(np.intp)
        row = np.clip(place[:, 1] * side, 0, side - 1).astype(np.intp)
        way = angle[row, column]
        place = place + 0.0058 * np.stack([np.cos(way), np.sin(way)], axis=1)
    return np.stack(path, axis=1)


def _draw(scene: Scene, paths: Field, *, part: float, dark: bool) -> None:
    canvas = scene.canvas
    color = _ink(scene, part, dark=dark)
    width = 0.0022 + 0.0030 * part
    thin = canvas.strokes([path[: _POINTS // 2] for path in paths[::2]], width=width)
    long = canvas.strokes(list(paths[1::2]), width=width * 0.72)
    shadow = canvas.strokes([path + 0.0035 for path in paths[1::3]], width=width)
    canvas.shade(shadow * np.float32(0.30 if dark else 0.14))
    canvas.lay(color, np.maximum(thin, long), opacity=0.94)


def _ink(scene: Scene, part: float, *, dark: bool) -> Color:
    """Ground tones outside, the accents towards the eye."""
    palette = scene.palette
    if part > 0.82:
        return palette.second
    if part > 0.55:
        return palette.accent if scene.chance(0.7) else palette.tone(0.85)
    place = 0.18 + 1.1 * part
    return palette.tone(place if dark else 1.0 - place)


def _eye(scene: Scene, x: float, y: float, *, dark: bool) -> None:
    canvas, palette = scene.canvas, scene.palette
    away = canvas.distance(x, y)
    canvas.shade(np.exp(-((away / 0.075) ** 2)) * np.float32(0.45))
    canvas.lay(palette.tone(1.0 if dark else 0.05), canvas.inside(away - 0.036))


MOTIF = Motif(
    name="currents",
    paint=paint,
    words=(
        *("wind", "storm", "hurricane", "tornado", "spiral", "whirl", "dance", "spin"),
        *("hair", "fever", "chaos", "river", "current", "breeze", "hypnotic", "trance"),
        *("fire", "flame", "wild", "air", "breath"),
    ),
    genres=(
        "Dance",
        "Latin",
        "Electronic",
        "Metal",
        "Drum and bass",
        "Afrobeat",
        "Rock",
    ),
    moods=("vivid", "fire", "neon", "sea", "mono", "retro", "cold"),
    film=Film(grain=0.026, specks=0.1),
)
