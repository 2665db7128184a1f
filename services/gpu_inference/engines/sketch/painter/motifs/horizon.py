"""Horizon: a glowing grid over a plain, far hills of wire, a sun cut by bars."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import sky, stars

_HORIZON = 0.62
_ROWS, _COLUMNS = 26, 44


def paint(scene: Scene) -> None:
    palette = scene.palette
    sky(scene, top=0.02, bottom=0.42, horizon=_HORIZON)
    stars(scene, count=150, below=_HORIZON - 0.1, color=palette.tone(1.0))
    _sun(scene, scene.between(0.42, 0.58), scene.between(0.36, 0.42))
    scene.rest()
    _plain(scene)
    scene.rest()
    heights = _ground(scene)
    for row in range(_ROWS):
        _strip(scene, heights, row)
        if row % 8 == 7:
            scene.rest()


def _sun(scene: Scene, x: float, y: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    radius = scene.between(0.18, 0.22)
    away = canvas.distance(x, y)
    halo = np.exp(-np.clip(away - radius, 0, None) / np.float32(0.11))
    canvas.glow(palette.sunny, halo * np.float32(0.38))
    down = np.clip((canvas.y - (y - radius)) / np.float32(2 * radius), 0, 1)
    hot = mixed(palette.companion, palette.tone(1.0), 0.2)
    color = hot + (palette.sunny - hot) * np.clip(down, 0, 1)[..., None]
    bars = np.abs((down**1.2 * 9.0) % 1.0 - 0.5) - 0.42 * np.clip(down - 0.3, 0, 1)
    slit = canvas.inside(bars * np.float32(radius / 5.0)) * (down > 0.34)
    canvas.lay(color, canvas.inside(away - radius) * (1.0 - slit))


def _plain(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    down = np.clip((canvas.y - _HORIZON) / (1 - _HORIZON), 0, 1)
    ground = canvas.inside(_HORIZON - canvas.y) * np.ones_like(canvas.x)
    canvas.lay(palette.ramp(0.20 - 0.17 * down), ground)
    glow = np.exp(-np.abs(canvas.y - _HORIZON) / np.float32(0.035))
    canvas.glow(palette.sunny, glow * np.ones_like(canvas.x) * np.float32(0.55))


def _ground(scene: Scene) -> Field:
    """Heights of the wire mesh, far row first: hills at the sides, a flat middle."""
    rough = noise(scene.dice, (_ROWS + 1, _COLUMNS + 1), cells=9, octaves=2)
    away = np.abs(np.linspace(-1, 1, _COLUMNS + 1))[None, :]
    near = np.linspace(0, 1, _ROWS + 1)[:, None]
    rise = np.clip((away - 0.16) / 0.84, 0, 1) ** 1.2
    return np.asarray(np.clip(rough + 1.0, 0, 3) * rise * (1.0 - 0.75 * near) * 0.5)


def _strip(scene: Scene, heights: Field, row: int) -> None:
    """One row of the mesh: dark faces hide what is behind, bright wires edge them."""
    far, near = _line(heights, row), _line(heights, row + 1)
    part = row / (_ROWS - 1)
    outline = np.concatenate([far, near[::-1]])
    lowest, highest = float(outline[:, 1].max()), float(outline[:, 1].min())
    patch = scene.canvas.patch(0.0, highest - 0.03, 1.0, lowest + 0.03)
    if 0 in patch.shape:
        return
    palette = scene.palette
    patch.lay(palette.tone(0.16 - 0.12 * part), patch.polygons([outline]), opacity=0.93)
    wires = [far, *(np.stack([one, two]) for one, two in zip(far, near, strict=True))]
    color = _wire(scene, part)
    glow = patch.strokes(wires, width=0.006 + 0.006 * part)
    patch.glow(color, glow * np.float32(0.22))
    core = patch.strokes(wires, width=0.0014 + 0.0022 * part)
    patch.lay(mixed(color, palette.tone(1.0), 0.25), core, opacity=0.5 + 0.45 * part)


def _wire(scene: Scene, part: float) -> Color:
    palette = scene.palette
    return mixed(palette.tone(0.72), palette.tone(0.55), part)


def _line(heights: Field, row: int) -> Field:
    """A mesh row in the picture: seen from above a plain, nearer is lower and wider."""
    depth = 1.0 / (0.055 + (row / _ROWS) ** 1.7)
    scale = 1.0 / depth
    x = 0.5 + np.linspace(-1, 1, heights.shape[1]) * (0.55 + 2.1 * scale)
    y = _HORIZON + 0.40 * (scale - 0.055) - heights[row] * (0.13 + 0.10 * scale)
    return np.stack([x, y], axis=1)


MOTIF = Motif(
    name="horizon",
    paint=paint,
    words=(
        *(
            "neon",
            "future",
            "arcade",
            "laser",
            "drive",
            "retrowave",
            "synth",
            "digital",
        ),
        *("cyber", "grid", "computer", "video", "game", "eighty", "night", "horizon"),
        *("electric", "machine", "robot", "static"),
    ),
    genres=("Synthwave", "Electronic", "Techno", "Dance", "House", "Trap", "Disco"),
    moods=("neon", "space", "fire"),
    film=Film(bloom=0.35, grain=0.028),
)
