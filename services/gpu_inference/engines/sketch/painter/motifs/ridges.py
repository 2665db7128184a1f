"""Ridges: mountains fading into mist, a pale sun, pines in front."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    skyline,
    sun,
)

_RANGES = 5


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    haze = np.clip(canvas.y / 0.75, 0, 1)
    canvas.fill(palette.ramp(np.repeat(0.80 + 0.18 * haze, canvas.shape[1], axis=1)))
    x, y = scene.between(0.25, 0.75), scene.between(0.2, 0.32)
    warm = mixed(palette.sunny, palette.tone(1.0), 0.05)
    sun(scene, x, y, scene.between(0.07, 0.12), color=warm, halo=0.12)
    scene.rest()
    for index in range(_RANGES):
        _range(scene, part=index / (_RANGES - 1))
        scene.rest()
    _pines(scene)


def _range(scene: Scene, *, part: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    line = skyline(
        scene,
        base=0.47 + 0.36 * part,
        height=0.085 - 0.045 * part,
        bumps=2.2 + 2.5 * part,
        roughness=0.52,
    )
    depth = canvas.y - line[None, :]
    mist = smoothstep(depth, low=0.0, high=0.30 - 0.1 * part)
    tone = 0.66 - 0.56 * part + mist * (0.30 - 0.12 * part)
    tone = tone + _snow(scene, line, depth, part=part)
    canvas.lay(palette.ramp(tone), below_line(canvas, line))


def _snow(scene: Scene, line: Field, depth: Field, *, part: float) -> Field:
    """Light along rough gullies below the tops, on the far ranges only."""
    if part > 0.6:
        return np.zeros((1, 1), dtype=np.float32)
    rough = noise(scene.dice, scene.canvas.shape, cells=22, octaves=4, stretch=0.55)
    tops = np.clip((np.median(line) - line[None, :]) * 9 + 0.35, 0.0, 1.0)
    reach = 0.02 + 0.075 * tops + 0.022 * rough
    return 0.13 * smoothstep(reach - depth, low=-0.006, high=0.012) * tops


def _pines(scene: Scene) -> None:
    canvas = scene.canvas
    ground = skyline(scene, base=0.955, height=0.014, bumps=3, roughness=0.4)
    outlines = []
    x = -0.02
    middle = scene.between(0.2, 0.8)
    while x < 1.02:
        # Taller towards the edges, so that the trees frame the view.
        tall = 0.05 + 0.26 * min(1.0, abs(x - middle) * 1.35) ** 1.6
        tall *= scene.between(0.65, 1.15)
        foot = float(ground[min(max(int(x * len(ground)), 0), len(ground) - 1)])
        outlines.append(_pine(scene, x, foot + 0.02, tall))
        x += scene.between(0.010, 0.034)
    color = mixed(scene.palette.tone(0.0), scene.palette.tone(0.12), 0.4)
    canvas.lay(color, below_line(canvas, ground))
    canvas.lay(color, canvas.polygons(outlines))


def _pine(scene: Scene, x: float, foot: float, tall: float) -> Field:
    """A ragged cone: each tier of branches a little wider than the one above."""
    tiers = max(6, int(tall * 70))
    left: list[tuple[float, float]] = [(x, foot - tall)]
    right: list[tuple[float, float]] = []
    for tier in range(1, tiers + 1):
        part = tier / tiers
        y = foot - tall * (1 - part)
        for half, edge in ((-1, left), (1, right)):
            reach = tall * 0.17 * part**0.85 * scene.between(0.72, 1.15)
            edge.append((x + half * reach, y + 0.012 * tall))
            edge.append((x + half * reach * 0.42, y - 0.006 * tall))
    return np.array(left + right[::-1], dtype=np.float32)


MOTIF = Motif(
    name="ridges",
    paint=paint,
    words=(
        *("mountain", "hill", "peak", "valley", "fjord", "pine", "forest", "mist"),
        *("fog", "north", "snow", "alp", "summit", "cabin", "wild", "stone", "eagle"),
    ),
    genres=(
        "Folk",
        "Acoustic",
        "Indie",
        "Cinematic",
        "Ambient",
        "Country",
        "Classical",
        "Metal",
    ),
    moods=("cold", "forest", "earthy", "pastel", "snow", "dusk"),
    film=Film(grain=0.03, specks=0.1),
)
