"""Planet: a banded giant with rings and a moon, half of it in its own night."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import stars

_RING_INNER, _RING_OUTER = 1.35, 2.25


def paint(scene: Scene) -> None:
    canvas = scene.canvas
    _dust(scene)
    stars(scene, count=240, below=1.0, color=scene.palette.tone(1.0))
    scene.rest()
    x, y = scene.between(0.42, 0.6), scene.between(0.42, 0.58)
    radius = scene.between(0.22, 0.29)
    tilt = scene.between(0.25, 0.6) * (1 if scene.chance(0.5) else -1)
    along, across = canvas.turned(x, y, tilt)
    squash = scene.between(0.16, 0.3)
    ring, place = _ring(scene, along / radius, across / radius, squash)
    _lay_ring(scene, ring * (across < 0), place)
    scene.rest()
    light = scene.between(-0.75, -0.3) - (np.pi / 2 if scene.chance(0.5) else 0.0)
    _globe(scene, along / radius, across / radius, light=light - tilt)
    scene.rest()
    front = ring * (across >= 0)
    body = canvas.inside(np.hypot(along, across) - radius)
    canvas.shade(np.roll(front, round(0.03 * canvas.side), axis=0) * body * 0.5)
    _lay_ring(scene, front, place)
    _moon(scene, x, y, radius, light=light)


def _dust(scene: Scene) -> None:
    canvas = scene.canvas
    cloud = noise(scene.dice, canvas.shape, cells=2.2, octaves=6, gain=0.55)
    slope = scene.between(-0.8, 0.8)
    band = np.exp(-(((canvas.y - 0.5 - slope * (canvas.x - 0.5)) / 0.3) ** 2))
    canvas.fill(scene.palette.ramp(0.02 + band * (0.13 + 0.10 * cloud)))


def _ring(
    scene: Scene, along: Field, across: Field, squash: float
) -> tuple[Field, Field]:
    """Coverage of the rings, and the place across them from 0 to 1."""
    away = np.hypot(along, across / np.float32(squash))
    place = (away - _RING_INNER) / (_RING_OUTER - _RING_INNER)
    grooves = noise(scene.dice, (2, 512), cells=0.5, octaves=1, stretch=1 / 60)[0]
    fine = grooves[np.clip(place * 511, 0, 511).astype(np.intp)]
    gap = smoothstep(np.abs(place - 0.62), low=0.02, high=0.035)
    ends = smoothstep(place, low=0.0, high=0.05) * smoothstep(place, low=1.0, high=0.9)
    return np.clip(0.55 + 0.22 * fine, 0.08, 0.95) * gap * ends, place


def _lay_ring(scene: Scene, ring: Field, place: Field) -> None:
    tone = 0.95 - 0.35 * np.clip(place, 0, 1)
    scene.canvas.lay(scene.palette.ramp(tone), ring)


def _globe(scene: Scene, along: Field, across: Field, *, light: float) -> None:
    """Bands bend over the sphere and curl where the winds meet; lit from one side."""
    canvas = scene.canvas
    away = np.hypot(along, across)
    height = np.sqrt(np.clip(1.0 - away**2, 0.0, 1.0))
    storm = noise(scene.dice, canvas.shape, cells=7, octaves=4, stretch=3)
    latitude = np.arcsin(np.clip(across - 0.22 * height, -1, 1)) + 0.035 * storm
    profile = noise(scene.dice, (2, 256), cells=0.5, octaves=3, stretch=1 / 14)[0]
    index = np.clip((latitude / np.pi + 0.5) * 255, 0, 255).astype(np.intp)
    bands = profile[index]
    facing = along * np.cos(light) + across * np.sin(light)
    lit = smoothstep(facing + 0.6 * height, low=-0.45, high=0.85)
    tone = (0.60 + 0.17 * bands) * lit + 0.05
    color = scene.palette.ramp(tone)
    warm = np.clip(bands - 0.35, 0, 1)[..., None] * lit[..., None]
    color = color + (scene.palette.accent - color) * np.clip(warm * 1.2, 0, 0.8)
    air = np.exp(-np.clip(away - 1.0, 0, None) / np.float32(0.06))
    glow = air * smoothstep(facing, low=-0.3, high=1.1)
    canvas.glow(scene.palette.tone(0.75), glow * np.float32(0.35))
    canvas.lay(color, canvas.inside((away - 1.0) * 0.25))
    rim = np.exp(-((1.0 - np.clip(away, 0, 1)) / 0.05)) * (away < 1) * lit
    canvas.glow(scene.palette.tone(1.0), rim * np.float32(0.3))


def _moon(scene: Scene, x: float, y: float, radius: float, *, light: float) -> None:
    canvas = scene.canvas
    angle = scene.between(0, 2 * np.pi)
    moon_x = x + radius * 1.65 * np.cos(angle)
    moon_y = y + radius * 1.5 * np.sin(angle)
    size = scene.between(0.02, 0.045)
    patch = canvas.around(moon_x, moon_y, size * 4)
    away = patch.distance(moon_x, moon_y)
    facing = (patch.x - moon_x) * np.cos(light) + (patch.y - moon_y) * np.sin(light)
    lit = smoothstep(facing / np.float32(size), low=-0.5, high=0.6)
    patch.glow(scene.palette.second, np.exp(-away / np.float32(size)) * np.float32(0.2))
    color = scene.palette.second * (0.12 + 0.88 * lit[..., None])
    patch.lay(color, patch.inside(away - size))


MOTIF = Motif(
    name="planet",
    paint=paint,
    words=(
        *("space", "planet", "star", "orbit", "galaxy", "cosmic", "saturn", "moon"),
        *("gravity", "universe", "rocket", "satellite", "astronaut", "comet"),
        *("alien", "void", "interstellar", "venus", "eclipse"),
    ),
    genres=(
        "Ambient",
        "Techno",
        "Drum and bass",
        "Electronic",
        "Cinematic",
        "Metal",
        "Synthwave",
    ),
    moods=("space", "night", "neon"),
    film=Film(bloom=0.25, grain=0.028),
)
