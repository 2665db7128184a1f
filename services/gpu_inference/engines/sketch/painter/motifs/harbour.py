"""Harbour: a moon over the sea, its broken path of light, a boat, lit shores."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import (
    below_line,
    ripples,
    sky,
    skyline,
    stars,
)

_HORIZON = 0.56


def paint(scene: Scene) -> None:
    moon_x = scene.between(0.34, 0.66)
    moon_y = scene.between(0.24, 0.36)
    radius = scene.between(0.11, 0.16)
    sky(scene, top=0.06, bottom=0.60, horizon=_HORIZON)
    stars(scene, count=110, below=_HORIZON - 0.08, color=scene.palette.tone(0.95))
    _moon(scene, moon_x, moon_y, radius)
    scene.rest()
    _clouds(scene)
    lights = _shores(scene, moon_x)
    scene.rest()
    wave = ripples(scene, horizon=_HORIZON)
    _sea(scene, wave)
    _path(scene, wave, moon_x, radius)
    scene.rest()
    for x, size in lights:
        _lantern(scene, wave, x, size)
    scene.rest()
    _boat(scene, moon_x + scene.between(-0.05, 0.05))


def _moon(scene: Scene, x: float, y: float, radius: float) -> None:
    canvas = scene.canvas
    light = scene.palette.tone(1.0)
    away = canvas.distance(x, y)
    halo = np.exp(-np.clip(away - radius, 0, None) / np.float32(0.16))
    canvas.glow(light, halo * np.float32(0.34))
    disc = canvas.inside(away - radius)
    canvas.lay(light, disc)
    seas = noise(scene.dice, canvas.shape, cells=9, octaves=4)
    edge = np.clip(away / np.float32(radius), 0, 1) ** 4
    spots = smoothstep(seas, low=0.1, high=1.5) * 0.22 + edge * 0.10
    canvas.lay(scene.palette.tone(0.62), disc * spots)


def _clouds(scene: Scene) -> None:
    canvas = scene.canvas
    veil = noise(scene.dice, canvas.shape, cells=9, octaves=5, stretch=5)
    band = np.exp(-(((canvas.y - (_HORIZON - 0.13)) / 0.075) ** 2))
    cover = smoothstep(veil, low=0.0, high=2.2) * band
    canvas.lay(scene.palette.tone(0.3), cover, opacity=0.6)


def _shores(scene: Scene, moon_x: float) -> list[tuple[float, float]]:
    """Two headlands that leave the moon's path open; returns their lights as x, size."""
    canvas = scene.canvas
    x = canvas.x[0]
    lights: list[tuple[float, float]] = []
    for side, tone in ((-1.0, 0.24), (1.0, 0.16)):
        reach = np.clip(side * (x - moon_x) - scene.between(0.16, 0.24), 0.0, None)
        rough = skyline(scene, base=0.0, height=0.012, bumps=5, roughness=0.5)
        rise = np.clip(reach * scene.between(0.22, 0.42) - rough * np.sqrt(reach), 0, 1)
        line = np.asarray(_HORIZON + 0.002 - rise, dtype=np.float32)
        canvas.lay(scene.palette.tone(tone), below_line(canvas, line))
        for _ in range(scene.count(3, 5)):
            away = moon_x + side * scene.between(0.22, 0.62)
            if 0.02 < away < 0.98:
                lights.append((away, scene.between(0.7, 1.5)))
    return lights


def _sea(scene: Scene, wave: Field) -> None:
    canvas = scene.canvas
    down = np.clip((canvas.y - _HORIZON) / (1 - _HORIZON), 0.0, 1.0)
    tone = 0.36 - 0.34 * down**0.7 + 0.035 * wave * (0.3 + down)
    water = canvas.inside(_HORIZON - canvas.y)
    canvas.lay(scene.palette.ramp(tone), water)


def _path(scene: Scene, wave: Field, x: float, radius: float) -> None:
    """Glitter: the crests that face the moon, fewer of them to the sides."""
    canvas = scene.canvas
    down = np.clip((canvas.y - _HORIZON) / (1 - _HORIZON), 0.0, 1.0)
    width = radius * (0.75 + 0.75 * down)
    near = np.exp(-(((canvas.x - x) / width) ** 2))
    need = 1.9 - 2.5 * near + 0.35 * down
    glitter = smoothstep(wave - need, low=0.0, high=0.34) * near**0.3
    water = canvas.inside(_HORIZON - canvas.y)
    canvas.glow(scene.palette.tone(0.9), water * near * np.float32(0.20))
    canvas.lay(scene.palette.tone(0.98), glitter * water, opacity=0.92)


def _lantern(scene: Scene, wave: Field, x: float, size: float) -> None:
    canvas, color = scene.canvas, scene.palette.accent
    patch = canvas.around(x, _HORIZON - 0.006, 0.07 * size)
    away = patch.distance(x, _HORIZON - 0.006)
    patch.glow(color, np.exp(-away / np.float32(0.011 * size)) * np.float32(0.75))
    core = patch.inside(away - 0.0042 * size)
    patch.lay(mixed(color, scene.palette.tone(1.0), 0.6), core)
    down = np.clip(canvas.y - _HORIZON, 0.0, None)
    sway = wave * (0.002 + 0.016 * down)
    width = 0.0035 * size + 0.012 * down
    streak = np.exp(-(((canvas.x - x + sway) / width) ** 2))
    fade = np.exp(-down / np.float32(0.085 * size)) * canvas.inside(_HORIZON - canvas.y)
    broken = 0.25 + 0.75 * smoothstep(wave, low=-0.7, high=0.5)
    canvas.glow(color, streak * fade * broken * np.float32(0.85))


def _boat(scene: Scene, x: float) -> None:
    """A small sail against the light, and its shadow on the water."""
    y, size = _HORIZON + scene.between(0.055, 0.10), scene.between(0.085, 0.115)
    hull = [(-0.62, -0.06), (0.66, -0.10), (0.44, 0.12), (-0.46, 0.12)]
    main = [(0.02, -1.5), (0.05, -0.16), (0.60, -0.20)]
    jib = [(-0.03, -1.35), (-0.04, -0.16), (-0.50, -0.16)]
    mast = [(-0.012, -1.56), (0.028, -1.56), (0.03, 0.0), (-0.012, 0.0)]
    flip = -1.0 if scene.chance(0.5) else 1.0
    place = np.array([x, y], dtype=np.float32)
    scale = np.array([size * flip, size], dtype=np.float32)
    shapes = [np.array(part, dtype=np.float32) for part in (hull, main, jib, mast)]
    dark = scene.palette.tone(0.02)
    shadows = [place + shape * scale * (1.0, -0.42) for shape in shapes]
    canvas = scene.canvas
    canvas.lay(dark, canvas.polygons(shadows), opacity=0.45)
    canvas.lay(dark, canvas.polygons([place + shape * scale for shape in shapes]))
    lamp = canvas.around(x, y - 0.2 * size, 0.06)
    away = lamp.distance(x - 0.3 * size * flip, y - 0.16 * size)
    lamp.glow(scene.palette.accent, np.exp(-away / np.float32(0.008)) * np.float32(0.9))


MOTIF = Motif(
    name="harbour",
    paint=paint,
    words=(
        *("sea", "salt", "ocean", "harbour", "harbor", "moon", "boat", "ship", "tide"),
        *(
            "sailor",
            "lantern",
            "shore",
            "coast",
            "island",
            "lighthouse",
            "bay",
            "anchor",
        ),
        *("port", "captain", "water", "night", "sail", "drift"),
    ),
    genres=("Folk", "Ambient", "Bossa nova", "Waltz", "Classical", "Cinematic", "Dub"),
    moods=("sea", "night", "dusk"),
    film=Film(bloom=0.3, grain=0.03),
)
