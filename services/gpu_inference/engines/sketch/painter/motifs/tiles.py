"""Tiles: a modernist wall of quarter discs, arches, leaves and steps."""

from collections.abc import Callable

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

# Each piece gives, for a tile's own coordinates u, v (0 to 1), signed distances in
# tile sides: below zero is figure. More than one is painted in turn.
_GRAND_SIDE = 0.38
Piece = Callable[[Field, Field], tuple[Field, ...]]


def paint(scene: Scene) -> None:
    side = scene.count(3, 5)
    colors = _inks(scene)
    merged = _big_place(scene, side)
    for row in range(side):
        for column in range(side):
            if (row, column) not in merged:
                _tile(scene, column / side, row / side, 1 / side, colors)
        scene.rest()
    if merged:
        row, column = merged[0]
        _tile(scene, column / side, row / side, 2 / side, colors)
    _wear(scene)


def _inks(scene: Scene) -> list[Color]:
    palette = scene.palette
    return [
        palette.tone(0.98),
        palette.tone(0.06),
        palette.accent,
        palette.second,
        palette.tone(0.66),
        palette.tone(0.36),
    ]


def _big_place(scene: Scene, side: int) -> list[tuple[int, int]]:
    """One piece of four tiles breaks the beat of the grid."""
    row, column = scene.count(0, side - 2), scene.count(0, side - 2)
    return [(row + down, column + right) for down in (0, 1) for right in (0, 1)]


def _tile(
    scene: Scene, left: float, top: float, side: float, colors: list[Color]
) -> None:
    patch = scene.canvas.patch(left, top, left + side, top + side)
    u, v = (patch.x - left) / side, (patch.y - top) / side
    u, v = _turned(u + 0 * v, v + 0 * u, scene.count(0, 3))
    order = scene.dice.permutation(len(colors))
    patch.fill(colors[order[0]])
    pieces = _GRAND_PIECES if side > _GRAND_SIDE else _PIECES
    piece = pieces[scene.count(0, len(pieces) - 1)]
    for index, gap in enumerate(piece(u, v)):
        _press(patch, colors[order[(index + 1) % len(colors)]], gap * side)


def _press(patch: Canvas, color: Color, gap: Field) -> None:
    """A faint rim of shadow lifts each shape off its tile."""
    patch.shade(np.clip(0.5 - (gap - 0.002) / 0.010, 0, 1) * np.float32(0.16))
    patch.lay(color, patch.inside(gap))


def _turned(u: Field, v: Field, quarter: int) -> tuple[Field, Field]:
    return ((u, v), (v, 1 - u), (1 - u, 1 - v), (1 - v, u))[quarter]


def _quarter(u: Field, v: Field) -> tuple[Field, ...]:
    away = np.hypot(u, v)
    return (away - 1.0, away - 0.5)


def _rainbow(u: Field, v: Field) -> tuple[Field, ...]:
    away = np.hypot(u, v)
    return tuple(away - size for size in (0.94, 0.74, 0.54, 0.34))


def _disc(u: Field, v: Field) -> tuple[Field, ...]:
    away = np.hypot(u - 0.5, v - 0.5)
    return (away - 0.38, away - 0.17)


def _arch(u: Field, v: Field) -> tuple[Field, ...]:
    away = np.where(v < 0.5, np.hypot(u - 0.5, v - 0.5), np.abs(u - 0.5))
    return (away - 0.46, away - 0.31, away - 0.16)


def _leaf(u: Field, v: Field) -> tuple[Field, ...]:
    blade = np.maximum(np.hypot(u, v) - 1.0, np.hypot(1 - u, 1 - v) - 1.0)
    vein = np.maximum(np.abs(u + v - 1.0) * 0.71 - 0.012, blade + 0.08)
    return (blade, vein)


def _half_and_half(u: Field, v: Field) -> tuple[Field, ...]:
    left = np.maximum(np.hypot(u, v - 0.5) - 0.5, -u)
    right = np.maximum(np.hypot(u - 0.5, v - 0.5) - 0.5, 0.5 - u)
    return (left, right)


def _stairs(u: Field, v: Field) -> tuple[Field, ...]:
    steps = np.ceil(u * 4.0) / 4.0
    return ((1.0 - v - steps) * -1.0 - 0.0001,)


def _bars(u: Field, v: Field) -> tuple[Field, ...]:
    wave = np.abs(((v * 5.0) % 1.0) - 0.5) - 0.25
    return (wave / 5.0 + 0 * u,)


def _kite(u: Field, v: Field) -> tuple[Field, ...]:
    diamond = (np.abs(u - 0.5) + np.abs(v - 0.5) - 0.5) * 0.71
    return (diamond, np.hypot(u - 0.5, v - 0.5) - 0.2)


def _slope(u: Field, v: Field) -> tuple[Field, ...]:
    return ((u - v) * 0.71, np.hypot(u - 0.74, v - 0.26) - 0.15)


def _petals(u: Field, v: Field) -> tuple[Field, ...]:
    fold_u, fold_v = np.abs(u - 0.5), np.abs(v - 0.5)
    petal = np.maximum(
        np.hypot(fold_u - 0.5, fold_v) - 0.5, np.hypot(fold_u, fold_v - 0.5) - 0.5
    )
    return (petal, np.hypot(fold_u, fold_v) - 0.11)


_PIECES: tuple[Piece, ...] = (
    *(_quarter, _rainbow, _disc, _arch, _leaf, _half_and_half),
    *(_stairs, _bars, _kite, _slope, _petals, _quarter, _arch),
)


# Large, these carry a whole cover; bars or stairs would only be loud.
_GRAND_PIECES: tuple[Piece, ...] = (_quarter, _rainbow, _arch, _petals, _leaf, _disc)


def _wear(scene: Scene) -> None:
    """Uneven ink, so that large flats are never dead."""
    canvas = scene.canvas
    cloud = noise(scene.dice, canvas.shape, cells=7, octaves=5, gain=0.6)
    canvas.pixels *= (1.0 + 0.022 * cloud)[..., None]


MOTIF = Motif(
    name="tiles",
    paint=paint,
    words=(
        *(
            "geometry",
            "square",
            "puzzle",
            "building",
            "block",
            "bauhaus",
            "game",
            "play",
        ),
        *("pattern", "modern", "architecture", "jazz", "toy", "chess", "concrete"),
    ),
    genres=(
        "Jazz",
        "Funk",
        "Pop",
        "Hip-hop",
        "Disco",
        "House",
        "Punk",
        "Bossa nova",
        "Dance",
    ),
    moods=("retro", "vivid", "mono", "warm", "pastel", "sea"),
    film=Film(grain=0.03, specks=0.3, vignette=0.14),
)
