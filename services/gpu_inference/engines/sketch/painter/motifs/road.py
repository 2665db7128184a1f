"""Road: a lane running to the horizon through open land, poles, a sky with banks."""

from itertools import pairwise

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    sky,
    skyline,
    sun,
)

_HORIZON = 0.60


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    sky(scene, top=0.52, bottom=0.97, horizon=_HORIZON)
    point = scene.between(0.42, 0.58)
    sun_x = point + scene.between(-0.1, 0.1)
    sun(scene, sun_x, _HORIZON - 0.05, scene.between(0.12, 0.17), color=palette.sunny)
    _clouds(scene)
    scene.rest()
    for height, tone in ((0.085, 0.52), (0.045, 0.40)):
        line = skyline(
            scene, base=_HORIZON - height * 0.5, height=height * 0.35, bumps=4
        )
        canvas.lay(palette.tone(tone), below_line(canvas, line))
    scene.rest()
    bend = scene.between(-0.10, 0.10)
    middle, near = _lane(scene, point, bend)
    _fields(scene, middle, near)
    scene.rest()
    _asphalt(scene, middle, near)
    _poles(scene, point, bend, side=1.0 if scene.chance(0.5) else -1.0)


def _clouds(scene: Scene) -> None:
    """Long flat banks, lit from below."""
    canvas, palette = scene.canvas, scene.palette
    veil = noise(scene.dice, canvas.shape, cells=7, octaves=5, stretch=6)
    height = np.clip(1.0 - canvas.y / _HORIZON, 0, 1)
    body = smoothstep(veil + 0.2 * height, low=0.35, high=1.25) * np.sqrt(height)
    lower = np.roll(body, -round(0.012 * canvas.side), axis=0)
    canvas.lay(palette.tone(0.42), body, opacity=0.55)
    lit = np.clip(body - lower, 0, 1)
    canvas.lay(palette.second, lit, opacity=0.9)


def _lane(scene: Scene, point: float, bend: float) -> tuple[Field, Field]:
    """The middle of the road at each height, and nearness 0 to 1 down the picture."""
    y = scene.canvas.y
    near = np.clip((y - _HORIZON) / (1.0 - _HORIZON), 0.0, 1.0)
    middle = point + (0.5 - point) * near + bend * np.sin(np.pi * near) * (1.0 - near)
    return np.asarray(middle), np.asarray(near)


def _fields(scene: Scene, middle: Field, near: Field) -> None:
    """Furrows that run to the same far point as the road."""
    canvas, palette = scene.canvas, scene.palette
    across = (canvas.x - middle) / (0.02 + near)
    furrow = np.sin(across * np.float32(26.0)) * np.clip(near * 5, 0, 1)
    rough = noise(scene.dice, canvas.shape, cells=60, octaves=3, stretch=4)
    tone = 0.46 - 0.30 * near**0.8 + 0.030 * furrow + 0.022 * rough
    land = canvas.inside(_HORIZON - canvas.y)
    canvas.lay(palette.ramp(tone), land * np.ones_like(across))
    rim = np.exp(-np.clip(canvas.y - _HORIZON, 0, None) / np.float32(0.012)) * land
    canvas.lay(palette.second, rim * np.ones_like(across), opacity=0.5)


def _asphalt(scene: Scene, middle: Field, near: Field) -> None:
    canvas, palette = scene.canvas, scene.palette
    half = 0.004 + 0.30 * near
    right = canvas.x - middle
    land = canvas.inside(_HORIZON - canvas.y)
    grit = noise(scene.dice, canvas.shape, cells=150, octaves=2, stretch=2)
    tone = 0.20 - 0.15 * near + 0.018 * grit
    canvas.lay(palette.ramp(tone), canvas.inside(np.abs(right) - half) * land)
    edge = canvas.inside(np.abs(np.abs(right) - half * 0.90) - 0.010 * near)
    canvas.lay(palette.tone(0.9), edge * land, opacity=0.7)
    # Dashes of equal length on the ground shorten as one over the distance.
    along = 1.0 / (0.05 + near)
    dash = smoothstep(np.sin(along * np.float32(9.0)), low=-0.1, high=0.25)
    line = canvas.inside(np.abs(right) - 0.011 * near) * dash * land
    canvas.lay(mixed(palette.second, palette.tone(1.0), 0.3), line, opacity=0.95)


def _poles(scene: Scene, point: float, bend: float, *, side: float) -> None:
    """Telephone poles by the road, joined by slack wires."""
    canvas, dark = scene.canvas, scene.palette.tone(0.05)
    tops, posts = [], []
    for step in (2.2, 3.0, 4.2, 6.2, 9.5, 15.0, 26.0):
        near = 1.32 / step
        middle = point + (0.5 - point) * near
        middle += bend * np.sin(np.pi * min(near, 1.0)) * (1.0 - near)
        x = middle + side * (0.02 + 0.50 * near)
        foot, tall = _HORIZON + (1.0 - _HORIZON) * near, 0.95 * near
        tops.append((x, foot - tall))
        width = 0.011 * near
        posts.append(_box(x - width, foot - tall * 1.04, x + width, foot))
        arm = 0.075 * near
        posts.append(_box(x - arm, foot - tall, x + arm, foot - tall + width))
    wires = [
        _slack(np.array(one), np.array(other), shift)
        for one, other in pairwise(tops)
        for shift in (-0.004, 0.004)
    ]
    canvas.lay(dark, canvas.strokes(wires, width=0.0013), opacity=0.8)
    canvas.lay(dark, canvas.polygons(posts))


def _box(left: float, top: float, right: float, bottom: float) -> Field:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])


def _slack(one: Field, other: Field, shift: float) -> Field:
    part = np.linspace(0, 1, 16)[:, None]
    line = one + (other - one) * part
    line[:, 0] += shift
    line[:, 1] += 0.16 * abs(other[1] - one[1]) * np.sin(np.pi * part[:, 0])
    return np.asarray(line)


MOTIF = Motif(
    name="road",
    paint=paint,
    words=(
        *(
            "road",
            "highway",
            "drive",
            "car",
            "travel",
            "home",
            "journey",
            "mile",
        ),
        *("wheel", "country", "horizon", "field", "away", "leave", "train", "running"),
        *("long", "wander", "goodbye", "freedom", "ride"),
    ),
    genres=(
        "Country",
        "Rock",
        "Blues",
        "Indie",
        "Folk",
        "Acoustic",
        "Punk",
        "Synthwave",
    ),
    moods=("dusk", "warm", "earthy", "retro", "pastel", "sun"),
    film=Film(grain=0.034, specks=0.15),
)
