"""Halftone: a lit sphere and its rings in two misregistered inks on rough paper."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    fibre = noise(scene.dice, canvas.shape, cells=70, octaves=3)
    canvas.fill(palette.ramp(0.965 + 0.008 * fibre))
    inks = (palette.accent, palette.second, palette.tone(0.36))
    for (x, y, radius), flat in zip(_discs(scene), inks, strict=True):
        _flat(scene, x, y, radius, flat)
        scene.rest()
        _ball(scene, x + 0.006, y - 0.004, radius, palette.tone(0.08))
        scene.rest()
    _rule(scene)


def _discs(scene: Scene) -> list[tuple[float, float, float]]:
    """One great disc, a middling one across its edge, a small one set apart."""
    side = 1.0 if scene.chance(0.5) else -1.0
    x, y = 0.5 + side * scene.between(0.02, 0.08), scene.between(0.42, 0.5)
    radius = scene.between(0.26, 0.32)
    turn = scene.between(0.5, 1.1)
    second = radius * scene.between(0.42, 0.6)
    return [
        (x, y, radius),
        (x - side * radius * np.cos(turn), y + radius * np.sin(turn), second),
        (
            x + side * radius * 0.88,
            y + radius * scene.between(0.85, 1.05),
            radius * 0.2,
        ),
    ]


def _flat(scene: Scene, x: float, y: float, radius: float, ink: Color) -> None:
    """A solid in transparent ink: what lies below shows through, darker."""
    canvas = scene.canvas
    wobble = noise(scene.dice, canvas.shape, cells=30, octaves=2) * np.float32(0.0009)
    cover = canvas.inside(canvas.distance(x, y) - radius + wobble)
    patchy = noise(scene.dice, canvas.shape, cells=9, octaves=5, gain=0.65)
    canvas.shade(cover * (0.93 + 0.05 * np.clip(patchy, -1.5, 1.4)), color=ink)


def _ball(scene: Scene, x: float, y: float, radius: float, ink: Color) -> None:
    canvas = scene.canvas
    right = (canvas.x - np.float32(x)) / np.float32(radius)
    down = (canvas.y - np.float32(y)) / np.float32(radius)
    away = np.hypot(right, down)
    height = np.sqrt(np.clip(1.0 - away**2, 0, 1))
    angle = scene.between(-2.6, -0.6)
    facing = right * np.cos(angle) + down * np.sin(angle)
    dark = 1.0 - smoothstep(0.65 * facing + 0.6 * height, low=-0.45, high=0.80)
    dots = _screen(canvas, dark, turn=scene.between(0.2, 1.2), pitch=0.0125)
    canvas.shade(dots * canvas.inside((away - 1.0) * radius) * 0.96, color=ink)
    fall = _cast(canvas, x, y, radius, angle)
    lines = _screen(canvas, 0.34 * fall, turn=scene.between(0.2, 1.2), pitch=0.0095)
    outside = canvas.inside((1.0 - away) * radius)
    canvas.shade(lines * outside * np.float32(0.9), color=ink)


def _cast(canvas: Canvas, x: float, y: float, radius: float, angle: float) -> Field:
    """A soft pool of shadow away from the light."""
    shift = radius * 0.55
    away = canvas.distance(x - shift * np.cos(angle), y - shift * np.sin(angle))
    return smoothstep(away / np.float32(radius), low=1.15, high=0.55)


def _screen(canvas: Canvas, dark: Field, *, turn: float, pitch: float) -> Field:
    """Round dots that grow with darkness till they join, on a turned grid."""
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    u = (canvas.x * cos + canvas.y * sin) / np.float32(pitch)
    v = (canvas.y * cos - canvas.x * sin) / np.float32(pitch)
    from_middle = np.hypot(u - np.round(u), v - np.round(v))
    radius = np.sqrt(np.clip(dark, 0, 1)) * np.float32(0.74)
    return canvas.inside((from_middle - radius) * np.float32(pitch)) * (dark > 0.015)


def _rule(scene: Scene) -> None:
    """Thin orbits and a rule tie the discs into one sheet."""
    canvas, ink = scene.canvas, scene.palette.tone(0.10)
    x, y = scene.between(0.3, 0.7), scene.between(0.4, 0.6)
    away = canvas.distance(x, y)
    for radius in (0.40, 0.425):
        canvas.lay(ink, canvas.inside(np.abs(away - radius) - 0.0008), opacity=0.75)
    level = scene.between(0.84, 0.90)
    line = np.abs(canvas.y - level) - 0.0014 + 0 * canvas.x
    ends = canvas.inside(np.abs(canvas.x - 0.5) - 0.40)
    canvas.lay(ink, canvas.inside(line) * ends, opacity=0.85)


MOTIF = Motif(
    name="halftone",
    paint=paint,
    words=(
        *(
            "print",
            "press",
            "newspaper",
            "pop",
            "circle",
            "ball",
            "bubble",
            "balloon",
            "two",
        ),
        *("comic", "minimal", "dot", "round", "eclipse", "sun", "moon", "love", "us"),
        *("together", "poster"),
    ),
    genres=("Punk", "Pop", "Indie", "Jazz", "Techno", "Funk", "Rock", "Disco", "Dance"),
    moods=("retro", "mono", "vivid", "pastel", "day"),
    film=Film(grain=0.026, specks=0.3, vignette=0.12, paper=0.024),
)
