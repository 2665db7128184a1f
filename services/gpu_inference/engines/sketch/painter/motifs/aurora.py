"""Aurora: curtains of light over a frozen lake and a line of firs."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, ridge_line
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    mirrored,
    sky,
    skyline,
    stars,
)

_SHORE = 0.74


def paint(scene: Scene) -> None:
    palette = scene.palette
    sky(scene, top=0.03, bottom=0.26, horizon=_SHORE)
    stars(scene, count=260, below=_SHORE, color=palette.tone(1.0))
    scene.rest()
    cool = mixed(palette.second, palette.tone(0.62), 0.3)
    colors = (cool, palette.accent, palette.accent)
    for index, color in enumerate(colors):
        _curtain(
            scene, base=0.36 + 0.13 * index, color=color, strength=0.5 + 0.2 * index
        )
        scene.rest()
    _land(scene)
    mirrored(scene, horizon=_SHORE, sway=0.35)
    scene.rest()
    canvas = scene.canvas
    ice = canvas.inside(_SHORE - canvas.y)
    canvas.shade(ice * (0.28 + 0.4 * np.clip((canvas.y - _SHORE) / 0.26, 0, 1)))
    line = np.exp(-(((canvas.y - _SHORE) / 0.0016) ** 2)) + 0 * canvas.x
    canvas.glow(palette.tone(0.9), line * np.float32(0.35))


def _curtain(scene: Scene, *, base: float, color: Color, strength: float) -> None:
    """Light hangs from a winding hem: sharp below, long rays above."""
    canvas = scene.canvas
    columns = canvas.shape[1]
    hem = base + 0.05 * ridge_line(scene.dice, columns, bumps=1.6, roughness=0.3)
    lean = scene.between(-0.25, 0.25)
    above = hem[None, :] - canvas.y
    shifted = np.clip((canvas.x + lean * above) * columns, 0, columns - 1)
    index = shifted.astype(np.intp)
    above = hem[index] - canvas.y
    fine = _rays(scene, columns, bumps=90.0)[index]
    slow = _rays(scene, columns, bumps=5.0)[index]
    tall = 0.10 + 0.16 * slow + 0.05 * fine
    rise = np.exp(-np.clip(above, 0, None) / tall)
    hem_edge = np.exp(-np.clip(-above, 0, None) / np.float32(0.035))
    light = rise * hem_edge * (0.35 + 0.45 * fine + 0.2 * slow) * (0.15 + slow)
    canvas.glow(color, np.clip(light * strength * 1.6, 0, 1))
    low = np.exp(-(((above - 0.012) / 0.022) ** 2)) * slow * fine
    canvas.glow(scene.palette.tone(1.0), low * np.float32(0.28 * strength))


def _rays(scene: Scene, columns: int, *, bumps: float) -> Field:
    line = ridge_line(scene.dice, columns, bumps=bumps, roughness=0.2)
    return np.asarray(1.0 / (1.0 + np.exp(-1.6 * line)))


def _land(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    far = skyline(scene, base=_SHORE - 0.06, height=0.03, bumps=3, roughness=0.5)
    snow = noise(scene.dice, canvas.shape, cells=26, octaves=3)
    tone = 0.17 + 0.03 * snow
    canvas.lay(palette.ramp(tone), below_line(canvas, far))
    trees = _SHORE - 0.008 - 0.012 * _firs(scene)
    middle = scene.between(0.25, 0.75)
    frame = 1.0 + 2.6 * np.abs(canvas.x[0] - middle) ** 1.5
    line = _SHORE - (_SHORE - trees) * frame
    canvas.lay(palette.tone(0.0), below_line(canvas, np.asarray(line)))


def _firs(scene: Scene) -> Field:
    """Saw teeth of many sizes: the tops of a wood seen from across the ice."""
    x = scene.canvas.x[0]
    tops = np.zeros_like(x)
    at = -0.01
    while at < 1.01:
        tall = scene.between(0.6, 3.6)
        reach = np.abs(x - np.float32(at)) / np.float32(0.0032 * tall)
        tops = np.maximum(tops, tall * np.clip(1.0 - reach, 0, 1))
        at += scene.between(0.003, 0.010)
    return np.asarray(tops)


MOTIF = Motif(
    name="aurora",
    paint=paint,
    words=(
        *(
            "aurora",
            "northern",
            "north",
            "winter",
            "snow",
            "ice",
            "frost",
            "frozen",
            "sky",
        ),
        *(
            "arctic",
            "polar",
            "cold",
            "night",
            "star",
            "lake",
            "light",
            "silence",
            "magic",
        ),
        *("december", "glacier"),
    ),
    genres=(
        "Ambient",
        "Cinematic",
        "Classical",
        "Electronic",
        "Waltz",
        "Drum and bass",
    ),
    moods=("snow", "space", "cold", "neon"),
    film=Film(bloom=0.2, grain=0.03),
)
