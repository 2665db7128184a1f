"""Lanterns: paper lights let go over dark water, hundreds far, a few near."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    mirrored,
    sky,
    skyline,
    stars,
)

_WATER = 0.80


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    sky(scene, top=0.03, bottom=0.40, horizon=_WATER)
    stars(scene, count=90, below=0.6, color=palette.tone(1.0))
    for height, tone in ((0.07, 0.24), (0.04, 0.12)):
        line = skyline(scene, base=_WATER - height, height=height * 0.45, bumps=3)
        canvas.lay(palette.tone(tone), below_line(canvas, line))
    scene.rest()
    source = scene.between(0.3, 0.7)
    lift = scene.between(-0.5, 0.5)
    for index in range(150):
        near = (index / 150) ** 2.6
        _release(scene, near, source=source, lift=lift)
        if index % 50 == 49:
            scene.rest()
    mirrored(scene, horizon=_WATER, sway=0.5)
    water = canvas.inside(_WATER - canvas.y)
    canvas.shade(water * (0.25 + 0.35 * np.clip((canvas.y - _WATER) / 0.2, 0, 1)))
    scene.rest()
    for size, x, y in _heroes(scene, source):
        _lantern(scene, x, y, size, dim=1.0)


def _release(scene: Scene, near: float, *, source: float, lift: float) -> None:
    """They rise in a stream that widens and drifts with the wind."""
    high = scene.between(0.0, 1.0) ** 1.3
    y = _WATER - 0.10 - 0.66 * high
    drift = lift * high**1.5 * 0.6
    x = source + drift + scene.dice.normal() * (0.05 + 0.24 * high)
    _lantern(scene, float(x), y, 0.0035 + 0.028 * near, dim=scene.between(0.45, 0.95))


def _heroes(scene: Scene, source: float) -> list[tuple[float, float, float]]:
    side = 1.0 if source < 0.5 else -1.0
    x = 0.5 + side * scene.between(0.10, 0.22)
    return [
        (0.036, 0.5 - side * scene.between(0.2, 0.34), scene.between(0.50, 0.60)),
        (0.050, 0.5 + side * scene.between(0.27, 0.36), scene.between(0.16, 0.24)),
        (0.085, x, scene.between(0.40, 0.50)),
    ]


def _lantern(scene: Scene, x: float, y: float, size: float, *, dim: float) -> None:
    """A paper drum, wider above, brightest where the flame hangs."""
    palette = scene.palette
    patch = scene.canvas.around(x, y, size * 5.0)
    if 0 in patch.shape:
        return
    across = (patch.x - x) / np.float32(size)
    down = (patch.y - y) / np.float32(size)
    away = np.hypot(across, down)
    fade = np.clip(1.0 - away / 4.9, 0, 1) ** 2
    halo = np.exp(-away / np.float32(1.15)) * fade
    patch.glow(palette.accent, halo * np.float32(0.62 * dim))
    half = 0.80 - 0.17 * down - 0.14 * np.clip(-down - 0.6, 0, 1) ** 2 * 9
    gap = np.maximum(np.abs(across) - half, np.abs(down) - 1.15 + 0.12 * across**2)
    body = patch.inside(gap * np.float32(size))
    flame = np.exp(-(across**2 / 0.45 + (down - 0.75) ** 2 / 0.9))
    ribs = 1.0 - 0.10 * (
        np.abs((across * 2.2 / np.maximum(half, 0.2)) % 1 - 0.5) < 0.05
    )
    color = _paper_color(scene, np.asarray(flame), dim) * ribs[..., None]
    patch.lay(np.clip(color, 0, 1), body)


def _paper_color(scene: Scene, flame: Color, dim: float) -> Color:
    palette = scene.palette
    deep = mixed(palette.accent, palette.tone(0.0), 0.35 + 0.2 * (1 - dim))
    hot = mixed(palette.second, palette.tone(1.0), 0.55)
    low = deep + (palette.accent - deep) * np.clip(flame * 2.4, 0, 1)[..., None]
    return np.asarray(low + (hot - low) * np.clip(flame * 1.7 - 0.55, 0, 1)[..., None])


MOTIF = Motif(
    name="lanterns",
    paint=paint,
    words=(
        *("lantern", "candle", "lamp", "light", "salt", "fire", "festival", "prayer"),
        *("wish", "memory", "goodbye", "hope", "glow", "evening", "holy", "farewell"),
        *("firefly", "spirit", "night", "river"),
    ),
    genres=(
        "World",
        "Gospel",
        "Folk",
        "Cinematic",
        "Waltz",
        "Pop",
        "Classical",
        "Soul",
    ),
    moods=("night", "sea", "fire", "dusk"),
    film=Film(bloom=0.35, grain=0.03),
)
