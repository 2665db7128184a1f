"""Vinyl: a record half out of its sleeve, with grooves that catch the light."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_RADIUS = 0.40
_LABEL = 0.135
_PRINTS = ("rings", "arcs", "bars")


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    table = noise(scene.dice, canvas.shape, cells=4, octaves=3)
    canvas.fill(palette.ramp(0.90 + 0.015 * table))
    canvas.lay(
        palette.second, np.full(canvas.shape, 0.25 if scene.chance(0.5) else 0.9)
    )
    x, y = scene.between(0.50, 0.56), scene.between(0.47, 0.53)
    _shadow(scene, canvas.distance(x + 0.02, y + 0.03) - _RADIUS, spread=0.10)
    scene.rest()
    _record(scene, x, y)
    scene.rest()
    _label(scene, x, y)
    scene.rest()
    _sleeve(scene, edge=x - scene.between(0.02, 0.10))


def _shadow(scene: Scene, gap: Field, *, spread: float) -> None:
    soft = np.clip(0.5 - gap / np.float32(spread), 0.0, 1.0)
    scene.canvas.shade(
        soft**1.5 * 0.6,
        color=mixed(scene.palette.tone(0.0), scene.palette.tone(0.3), 0.3),
    )


def _record(scene: Scene, x: float, y: float) -> None:
    canvas = scene.canvas
    away = canvas.distance(x, y)
    angle = np.arctan2(canvas.y - np.float32(y), canvas.x - np.float32(x))
    rings = noise(scene.dice, (2, 1024), cells=0.5, octaves=1, stretch=1 / 420)[0]
    fine = rings[np.clip(away / _RADIUS * 1023, 0, 1023).astype(np.intp)]
    turn = scene.between(0, np.pi)
    # Grooves mirror a lamp as two opposite fans, as brushed metal does.
    fan = np.cos(angle - np.float32(turn)) ** 2
    sheen = fan**14 * 0.55
    wide = np.cos(angle - np.float32(turn + 0.35)) ** 40 * 0.25
    tone = 0.04 + (sheen + wide) * (0.42 + 0.10 * fine) + 0.018 * fine
    for gap in (0.54, 0.69, 0.85):
        line = np.exp(-(((away / _RADIUS - gap) / 0.006) ** 2))
        tone = tone + line * (0.03 + 0.10 * fan)
    cover = canvas.inside(away - _RADIUS)
    canvas.lay(scene.palette.ramp(tone), cover)
    rim = np.exp(-(((away - _RADIUS + 0.004) / 0.0022) ** 2)) * (0.25 + 0.75 * fan)
    canvas.lay(scene.palette.tone(0.85), rim * cover, opacity=0.5)


def _label(scene: Scene, x: float, y: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    patch = canvas.around(x, y, _LABEL * 1.1)
    away = patch.distance(x, y)
    disc = patch.inside(away - _LABEL)
    patch.lay(palette.accent, disc)
    turn = scene.between(0, 2 * np.pi)
    facing = (patch.x - x) * np.cos(turn) + (patch.y - y) * np.sin(turn)
    half = patch.inside(np.asarray(facing)) * disc
    patch.lay(palette.second if scene.chance(0.5) else palette.tone(0.95), half)
    for radius in (0.112, 0.084, 0.056):
        line = patch.inside(np.abs(away - radius) - 0.0018)
        patch.lay(palette.tone(0.1), line, opacity=0.7)
    patch.lay(palette.tone(1.0), patch.inside(away - 0.022))
    patch.lay(palette.tone(0.05), patch.inside(away - 0.0095))


def _sleeve(scene: Scene, *, edge: float) -> None:
    """A square of card from the left edge to ``edge``, printed with arcs or bars."""
    canvas, palette = scene.canvas, scene.palette
    top, bottom = 0.07, 0.93
    right = canvas.x - np.float32(edge)
    tall = np.maximum(top - canvas.y, canvas.y - bottom)
    _shadow(scene, np.maximum(right - 0.012, tall - 0.008), spread=0.05)
    cover = canvas.inside(np.maximum(right, tall))
    fibre = noise(scene.dice, canvas.shape, cells=60, octaves=3)
    canvas.lay(palette.ramp(0.955 + 0.008 * fibre), cover)
    _print(scene, cover, edge=edge)
    fold = np.exp(-np.abs(right + 0.006) / np.float32(0.004)) * cover
    canvas.lay(palette.tone(1.0), fold, opacity=0.4)


def _print(scene: Scene, cover: Field, *, edge: float) -> None:
    """Rings about the record's side, arcs from a corner, or bars."""
    canvas, palette = scene.canvas, scene.palette
    kind = _PRINTS[scene.count(0, len(_PRINTS) - 1)]
    middle_y = 0.5 if kind == "rings" else 0.93
    away = canvas.distance(edge, middle_y)
    inks = (palette.accent, palette.tone(0.33), palette.second, palette.tone(0.12))
    for index in range(9):
        gap = away - np.float32(
            (0.84 - 0.095 * index) * (0.56 if kind == "rings" else 1)
        )
        if kind == "bars":
            middle = np.abs(canvas.y - np.float32(0.88 - 0.09 * index))
            gap = middle - np.float32(0.006 + 0.0045 * index) + 0 * canvas.x
        canvas.lay(inks[index % 4], canvas.inside(gap) * cover)


MOTIF = Motif(
    name="vinyl",
    paint=paint,
    words=(
        *(
            "vinyl",
            "record",
            "radio",
            "groove",
            "retro",
            "vintage",
            "dj",
            "soul",
            "funk",
        ),
        *(
            "song",
            "music",
            "jazz",
            "needle",
            "kitchen",
            "dance",
            "boogie",
            "disco",
            "tape",
        ),
        *("beat", "sound"),
    ),
    genres=("Funk", "Soul", "Disco", "Hip-hop", "Jazz", "House", "R&B", "Lo-fi", "Dub"),
    moods=("retro", "vivid", "mono", "warm", "day"),
    film=Film(grain=0.028, specks=0.12),
)
