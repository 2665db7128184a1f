"""Medallion: a painted rosette, ring within ring, on a glazed tile wall."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

# A ring's ornament: from the angle within one repeat (-1 to 1), the place across the
# ring (0 inside, 1 outside) and the repeat's width against the ring's, to a signed
# distance in ring widths.
Ornament = Callable[[Field, Field, Field], Field]

# Which ink lies under each ring, from the rim inwards.
_GROUNDS = (0, 3, 0, 1, 4, 0, 2)


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    light = scene.chance(0.5)
    inks = _inks(scene, light=light)
    glaze = noise(scene.dice, canvas.shape, cells=4, octaves=4)
    canvas.fill(palette.ramp((0.95 if light else 0.10) + 0.015 * glaze))
    away = canvas.distance(0.5, 0.5)
    angle = np.arctan2(canvas.y - 0.5, canvas.x - 0.5)
    petals = scene.count(4, 8) * 2
    edges = [0.72, 0.60, 0.485, 0.375, 0.275, 0.19, 0.115, 0.055]
    for index, (outer, inner) in enumerate(pairwise(edges)):
        _ring(scene, (away, angle), (inner, outer), petals, inks, index)
        scene.rest()
    canvas.lay(inks[1], canvas.inside(away - 0.055))
    canvas.lay(inks[2], canvas.inside(away - 0.026))
    _relief(scene, away)


def _inks(scene: Scene, *, light: bool) -> tuple[Color, ...]:
    palette = scene.palette
    ground = palette.tone(0.96) if light else palette.tone(0.08)
    figure = palette.tone(0.12) if light else palette.tone(0.95)
    return (ground, palette.accent, palette.second, palette.tone(0.42), figure)


def _ring(
    scene: Scene,
    polar: tuple[Field, Field],
    span: tuple[float, float],
    petals: int,
    inks: tuple[Color, ...],
    index: int,
) -> None:
    canvas = scene.canvas
    away, angle = polar
    inner, outer = span
    inside = canvas.inside(np.maximum(away - outer, inner - away))
    ground = _GROUNDS[(index + scene.count(0, 1)) % len(_GROUNDS)]
    canvas.lay(inks[ground], inside)
    repeats = petals * (2 if outer > 0.45 and scene.chance(0.6) else 1)
    gap = _ornament(scene, away, angle, span, repeats)
    choices = [ink for ink in range(len(inks)) if ink != ground]
    first, second = scene.dice.choice(choices, 2, replace=False)
    canvas.lay(inks[int(first)], canvas.inside(gap) * inside)
    canvas.lay(inks[int(second)], canvas.inside(gap + 0.017) * inside)
    canvas.lay(inks[4], canvas.inside(np.abs(away - outer) - 0.0026))


def _ornament(
    scene: Scene,
    away: Field,
    angle: Field,
    span: tuple[float, float],
    repeats: int,
) -> Field:
    """Signed distance, in widths of the cover, to one ornament all round the ring."""
    inner, outer = span
    shift = 0.5 * scene.count(0, 1)
    local = ((angle / (2 * np.pi) * repeats + shift) % 1.0 - 0.5) * 2.0
    place = (away - inner) / np.float32(outer - inner)
    ratio = np.maximum(away, 0.02) * np.float32(np.pi / repeats / (outer - inner))
    drawn = _ORNAMENTS[scene.count(0, len(_ORNAMENTS) - 1)]
    return drawn(local, place, ratio) * np.float32(outer - inner)


def _petal(local: Field, place: Field, ratio: Field) -> Field:
    half = 0.80 * ratio * np.sin(np.pi * np.clip(place, 0, 1) ** 0.75)
    return np.asarray(np.abs(local) * ratio - half)


def _scallop(local: Field, place: Field, ratio: Field) -> Field:
    return np.asarray(np.hypot(local * ratio, place) - np.minimum(ratio, 0.92) * 0.96)


def _bead(local: Field, place: Field, ratio: Field) -> Field:
    return np.asarray(
        np.hypot(local * ratio, place - 0.5) - np.minimum(0.30, ratio * 0.75)
    )


def _spear(local: Field, place: Field, ratio: Field) -> Field:
    return np.asarray((np.abs(local) + np.clip(place, 0, 1) - 0.93) * ratio * 0.7)


def _drop(local: Field, place: Field, ratio: Field) -> Field:
    side = np.abs(local) * ratio
    round_end = np.hypot(side, place - 0.64) - np.minimum(0.24, 0.7 * ratio)
    point = np.maximum(side - 0.30 * np.clip(place - 0.08, 0, 1), place - 0.66)
    return np.asarray(np.minimum(round_end, point))


def _vine(local: Field, place: Field, ratio: Field) -> Field:
    stem = 0.5 + 0.27 * np.sin(local * np.float32(np.pi))
    return np.asarray((np.abs(place - stem) - 0.10) * np.minimum(1.0, ratio))


_ORNAMENTS: tuple[Ornament, ...] = (
    _petal,
    _scallop,
    _bead,
    _spear,
    _drop,
    _vine,
    _petal,
)


def _relief(scene: Scene, away: Field) -> None:
    """The wall's tiles: hairline joints, and a glaze that catches a window's light."""
    canvas = scene.canvas
    joint = np.minimum(np.abs(canvas.x - 0.5), np.abs(canvas.y - 0.5))
    for quarter in (0.25, 0.75):
        cross = np.minimum(np.abs(canvas.x - quarter), np.abs(canvas.y - quarter))
        joint = np.minimum(joint, cross)
    canvas.shade(np.exp(-joint / np.float32(0.0016)) * np.float32(0.40))
    canvas.glow(scene.palette.tone(1.0), np.exp(-np.abs(joint - 0.005) / 0.0018) * 0.13)
    sweep = np.exp(-(((canvas.x + canvas.y - scene.between(0.5, 0.9)) / 0.28) ** 2))
    canvas.glow(scene.palette.tone(1.0), sweep * np.float32(0.13))
    canvas.shade(np.clip(away - 0.35, 0, 1) * np.float32(0.5))


MOTIF = Motif(
    name="medallion",
    paint=paint,
    words=(
        *(
            "temple",
            "church",
            "cathedral",
            "saint",
            "tile",
            "ornament",
            "spanish",
            "fado",
        ),
        *("mandala", "prayer", "soul", "holy", "kaleidoscope", "palace", "carnival"),
        *("mosaic", "mirror", "crystal", "ritual"),
    ),
    genres=(
        "Latin",
        "World",
        "Bossa nova",
        "Gospel",
        "Afrobeat",
        "Highlife",
        "Classical",
    ),
    moods=("vivid", "mono", "sea", "warm", "retro", "forest"),
    film=Film(grain=0.024, vignette=0.3),
)
