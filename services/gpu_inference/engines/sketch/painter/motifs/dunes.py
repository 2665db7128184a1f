"""Dunes: sharp crests with a lit and a shaded face, wind ripples, a low sun."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import (
    noise,
    ridge_line,
    smoothstep,
)
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    sky,
    sun,
)

_LAYERS = 5


def paint(scene: Scene) -> None:
    sky(scene, top=0.62, bottom=0.95, horizon=0.56)
    sun_x = scene.between(0.28, 0.72)
    sun_y = scene.between(0.3, 0.44)
    radius = scene.between(0.09, 0.15)
    sun(scene, sun_x, sun_y, radius, color=scene.palette.sunny, halo=0.25)
    scene.rest()
    side = 1.0 if sun_x < 0.5 else -1.0
    for layer in range(_LAYERS):
        _dune(scene, part=layer / (_LAYERS - 1), side=side)
        scene.rest()


def _dune(scene: Scene, *, part: float, side: float) -> None:
    canvas = scene.canvas
    line = _crest(scene, part)
    depth = np.clip(canvas.y - line[None, :], 0.0, None)
    shadow = _shadow(scene, line, depth, side=side)
    ripple = _ripples(scene, depth, part=part)
    lit = 0.74 - 0.50 * part
    tone = lit - (0.17 + 0.06 * part) * shadow + 0.022 * ripple * (1.0 - shadow)
    tone = tone - 0.30 * depth * (0.4 + part)
    edge = np.exp(-depth / np.float32(0.006)) * (1.0 - shadow)
    tone = tone + 0.10 * edge
    canvas.lay(scene.palette.ramp(np.clip(tone, 0.0, 1.0)), below_line(canvas, line))


def _crest(scene: Scene, part: float) -> Field:
    """Folding smooth noise at zero makes crests sharp and hollows wide."""
    columns = scene.canvas.shape[1]
    swell = ridge_line(
        scene.dice, columns, bumps=1.4 + 1.2 * (1 - part), roughness=0.22
    )
    sharp = 1.0 - np.abs(swell) ** 0.9
    tilt = scene.between(-0.10, 0.10) * (scene.canvas.x[0] - 0.5)
    base = 0.53 + 0.40 * part**1.15
    return np.asarray(base - (0.035 + 0.055 * part) * sharp + tilt, dtype=np.float32)


def _shadow(scene: Scene, line: Field, depth: Field, *, side: float) -> Field:
    """The face turned from the sun: its edge winds down from each crest."""
    columns = scene.canvas.shape[1]
    slope = np.gradient(line) * columns * side
    wander = noise(scene.dice, scene.canvas.shape, cells=5, octaves=2) * 0.018
    lean = side * (0.9 * depth + 1.6 * depth**2)
    at = scene.canvas.x - lean + wander * np.clip(depth * 14, 0, 1)
    index = np.clip(at * columns, 0, columns - 1).astype(np.intp)
    return smoothstep(np.asarray(slope[index]), low=0.015, high=0.05)


def _ripples(scene: Scene, depth: Field, *, part: float) -> Field:
    warp = noise(scene.dice, scene.canvas.shape, cells=4, octaves=3, stretch=1.8)
    phase = (depth * 52.0 + 0.55 * warp) / (0.35 + part)
    fade = np.clip(1.0 - depth / np.float32(0.22 + 0.1 * part), 0.0, 1.0)
    return np.asarray(np.sin(phase * np.float32(2 * np.pi)) * fade * part)


MOTIF = Motif(
    name="dunes",
    paint=paint,
    words=(
        *("desert", "dune", "sand", "dust", "sahara", "caravan", "camel", "heat"),
        *("mirage", "oasis", "sun", "dry", "thirst", "nomad", "wind"),
    ),
    genres=("World", "Country", "Cinematic", "Afrobeat", "Blues", "Rock"),
    moods=("warm", "sun", "dusk"),
    film=Film(grain=0.032, specks=0.25),
)
