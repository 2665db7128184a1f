"""Blocks: an isometric town of plain solids, with stairs, arches and one lit room."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import noise, ridge_line
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_CELLS = 11
_SLANT = 0.5
"""Rise over run of the ground lines: the pixel artist's 2 : 1 view."""


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    cloud = noise(scene.dice, canvas.shape, cells=3, octaves=3)
    canvas.fill(palette.ramp(0.93 - 0.10 * canvas.y + 0.012 * cloud))
    canvas.lay(palette.sunny, canvas.inside(canvas.distance(0.5, 0.30) - 0.20))
    scene.rest()
    heights = _heights(scene)
    special = scene.count(2, _CELLS - 3), scene.count(2, _CELLS - 3)
    for diagonal in range(2 * _CELLS - 1):
        for row in range(_CELLS):
            column = diagonal - row
            if 0 <= column < _CELLS:
                lit = (row, column) == special
                _tower(scene, row, column, float(heights[row, column]), lit=lit)
        if diagonal % 5 == 4:
            scene.rest()


def _heights(scene: Scene) -> Field:
    """A hill of towers: higher at the back, broken by chance; whole steps."""
    rows = ridge_line(scene.dice, _CELLS, bumps=3)[:, None]
    columns = ridge_line(scene.dice, _CELLS, bumps=3)[None, :]
    rough = scene.dice.random((_CELLS, _CELLS))
    back = 1.0 - np.add.outer(np.arange(_CELLS), np.arange(_CELLS)) / (2 * _CELLS)
    steps = 0.6 + 1.6 * back + 0.7 * (rows + columns) + 3.4 * rough
    return np.asarray(np.clip(np.round(steps), 0.5, 5.0))


def _tower(scene: Scene, row: int, column: int, height: float, *, lit: bool) -> None:
    size = 0.10
    x = 0.5 + (column - row) * size
    foot = 0.80 + (column + row - _CELLS + 1) * size * _SLANT
    top = foot - height * size * 0.46
    color = _wall(scene, row, column, height)
    patch = scene.canvas.patch(
        x - size * 1.1, top - size * 1.4, x + size * 1.1, foot + size * 1.1
    )
    if 0 in patch.shape:
        return
    if lit:
        color = scene.palette.accent
    _faces(scene, patch, (x, top, foot, size), color)
    _openings(scene, patch, (x, top, foot, size), color, lit=lit)
    if scene.chance(0.22):
        _roof(scene, patch, x, top, size, color)


def _wall(scene: Scene, row: int, column: int, height: float) -> Color:
    """Mostly ladder tones, darker in front; now and then an accent."""
    palette = scene.palette
    if scene.chance(0.10):
        return palette.accent
    if scene.chance(0.10):
        return palette.second
    near = (row + column) / (2 * _CELLS - 2)
    return palette.tone(
        0.84 - 0.46 * near + 0.03 * height / 8 + scene.between(-0.06, 0.06)
    )


def _faces(
    scene: Scene, patch: Canvas, box: tuple[float, float, float, float], color: Color
) -> None:
    x, top, foot, size = box
    half = size * _SLANT
    dark = scene.palette.tone(0.0)
    left = [(x - size, top), (x, top + half), (x, foot + half), (x - size, foot)]
    right = [(x + size, top), (x, top + half), (x, foot + half), (x + size, foot)]
    roof = [(x - size, top), (x, top - half), (x + size, top), (x, top + half)]
    fall = np.clip((patch.y - top) / np.float32(0.45), 0, 1)[..., None]
    for outline, shade in ((left, 0.34), (right, 0.66)):
        cover = patch.polygons([np.array(outline)])
        patch.lay(mixed(color, dark, shade), cover)
        # Narrow streets lie in shadow: walls darken towards the ground.
        patch.lay(dark, cover * fall[..., 0], opacity=0.55)
    bright = mixed(color, scene.palette.tone(1.0), 0.22)
    patch.lay(bright, patch.polygons([np.array(roof)]))
    edge = patch.strokes([np.array([left[0], left[1], right[0]])], width=0.0016)
    patch.lay(scene.palette.tone(1.0), edge, opacity=0.5)


def _openings(
    scene: Scene,
    patch: Canvas,
    box: tuple[float, float, float, float],
    color: Color,
    *,
    lit: bool,
) -> None:
    """Doors and windows on both walls, arched, dark or lamp-lit."""
    glow = mixed(scene.palette.second, scene.palette.tone(1.0), 0.35)
    dark = mixed(color, scene.palette.tone(0.0), 0.88)
    arches = _arches(scene, box)
    lamps = [lit or scene.chance(0.18) for _ in arches]
    for ink, wanted in ((dark, False), (glow, True)):
        chosen = [
            arch for arch, lamp in zip(arches, lamps, strict=True) if lamp == wanted
        ]
        if chosen:
            patch.lay(ink, patch.polygons(chosen))


def _arches(scene: Scene, box: tuple[float, float, float, float]) -> list[Field]:
    x, top, foot, size = box
    storeys = int((foot - top) / (size * 0.62))
    arches: list[Field] = []
    for storey in range(storeys):
        for side in (-1.0, 1.0):
            place = scene.between(0.36, 0.62)
            base = top + size * (0.5 * place + 0.50 + 0.62 * storey)
            if scene.chance(0.42):
                arches.append(_arch(x, size, side, place, base))
    return arches


def _arch(x: float, size: float, side: float, place: float, base: float) -> Field:
    """A round-headed opening, skewed to lie in its wall."""
    half, tall = 0.13, 0.30
    turn = np.linspace(0, np.pi, 9)
    across = np.concatenate([[half], half * np.cos(turn), [-half]])
    up = np.concatenate([[0.0], tall * 0.55 + half * np.sin(turn), [0.0]])
    along = 1.0 - place + across
    skew = -across * _SLANT * size
    return np.stack([x + side * along * size, base + skew - up * size], axis=1)


def _roof(
    scene: Scene, patch: Canvas, x: float, top: float, size: float, color: Color
) -> None:
    """A dome or a pyramid on some."""
    bright, dark = scene.palette.accent, mixed(color, scene.palette.tone(0.0), 0.6)
    half = size * _SLANT
    if scene.chance(0.5):
        away = np.hypot(patch.x - x, np.minimum(patch.y - top, 0) * 1.0)
        below = np.hypot((patch.x - x) * _SLANT, np.maximum(patch.y - top, 0))
        gap = np.where(patch.y < top, away - size * 0.62, below - size * 0.31)
        light = np.clip(0.75 - (patch.x - x) / np.float32(size), 0, 1)[..., None]
        dome = mixed(bright, scene.palette.tone(0.0), 0.5)
        patch.lay(dome + (bright - dome) * light, patch.inside(gap))
        return
    peak = (x, top - size * 0.85)
    left = np.array([(x - size, top), (x, top + half), peak])
    right = np.array([(x + size, top), (x, top + half), peak])
    patch.lay(bright, patch.polygons([left]))
    patch.lay(mixed(bright, dark, 0.6), patch.polygons([right]))


MOTIF = Motif(
    name="blocks",
    paint=paint,
    words=(
        *(
            "town",
            "village",
            "home",
            "house",
            "stair",
            "building",
            "wall",
            "castle",
            "room",
        ),
        *("door", "brick", "concrete", "maze", "tower", "market", "roof", "balcony"),
        *("plaza", "kingdom"),
    ),
    genres=("Hip-hop", "Highlife", "Techno", "Latin", "Lo-fi", "Afrobeat", "World"),
    moods=("warm", "pastel", "retro", "vivid", "sea", "day", "earthy"),
    film=Film(grain=0.026, vignette=0.2),
)
