"""Leaves: a canopy from within, layer over layer, light falling between the blades."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_LAYERS = 4


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    x, y = scene.between(0.4, 0.6), scene.between(0.36, 0.52)
    away = canvas.distance(x, y)
    cloud = noise(scene.dice, canvas.shape, cells=3, octaves=3)
    canvas.fill(palette.ramp(1.0 - 0.55 * away + 0.02 * cloud))
    canvas.lay(palette.sunny, canvas.inside(away - scene.between(0.12, 0.17)))
    scene.rest()
    for layer in range(_LAYERS):
        part = layer / (_LAYERS - 1)
        for _ in range(13 - 2 * layer):
            _sprig(scene, x, y, part=part)
        scene.rest()


def _sprig(scene: Scene, x: float, y: float, *, part: float) -> None:
    """A leaf from beyond the frame towards the clearing in the middle."""
    angle = scene.between(0, 2 * np.pi)
    reach = 0.40 + 0.30 * part
    root_x = x + reach * 1.15 * np.cos(angle)
    root_y = y + reach * 1.15 * np.sin(angle)
    lean = angle + np.pi + scene.between(-0.75, 0.75)
    length = scene.between(0.30, 0.44) * (0.75 + 0.4 * part)
    if scene.chance(0.45):
        _frond(scene, root_x, root_y, lean, length=length * 1.15, part=part)
    else:
        _blade(scene, root_x, root_y, lean, length=length, part=part)


def _color(scene: Scene, part: float) -> Color:
    palette = scene.palette
    color = palette.tone(0.66 - 0.56 * part + scene.between(-0.05, 0.05))
    if scene.chance(0.10):
        return mixed(palette.accent, color, 0.25)
    return color


def _blade(
    scene: Scene, x: float, y: float, angle: float, *, length: float, part: float
) -> None:
    width = length * scene.between(0.20, 0.32)
    tip = x + length * float(np.cos(angle)), y + length * float(np.sin(angle))
    patch = scene.canvas.along((x, y), tip, margin=width * 1.4)
    along, across = patch.turned(x, y, angle)
    if 0 in patch.shape:
        return
    place = np.clip(along / np.float32(length), 0.0, 1.0)
    half = width * np.clip(np.sin(np.pi * place**0.8), 0, 1) ** 0.9
    bend = across + np.float32(0.10 * length) * (place - place**2) * 4
    gap = np.where((along > 0) & (along < length), np.abs(bend) - half, 1.0)
    patch.shade(np.clip(0.4 - gap / np.float32(0.022), 0, 1) * np.float32(0.30))
    color = _color(scene, part)
    vein = np.abs(((place * 9.0 - np.abs(bend) / width * 0.8) % 1.0) - 0.5)
    ribs = np.clip((vein - 0.44) * 12, 0, 1) + (np.abs(bend) < 0.0017)
    light = 1.0 + 0.16 * (bend > 0) + 0.14 * np.clip(ribs, 0, 1) - 0.20 * (1 - place)
    patch.lay(np.clip(color * light[..., None], 0, 1), patch.inside(gap))


def _frond(
    scene: Scene, x: float, y: float, angle: float, *, length: float, part: float
) -> None:
    """A palm or fern leaf: narrow leaflets in pairs along a curved rib."""
    canvas = scene.canvas.around(x, y, length * 1.6)
    if 0 in canvas.shape:
        return
    spine, outlines = _leaflets(scene, x, y, angle, length)
    color = _color(scene, part)
    shadow = [outline + np.float32(0.008) for outline in outlines]
    canvas.shade(canvas.polygons(shadow) * np.float32(0.16))
    canvas.lay(color, canvas.polygons(outlines))
    rib = canvas.strokes([np.array([(x, y), *spine])], width=0.004)
    canvas.lay(color * np.float32(0.8), rib)


def _leaflets(
    scene: Scene, x: float, y: float, angle: float, length: float
) -> tuple[list[tuple[float, float]], list[Field]]:
    """The stops along the rib, and an outline to each side of every stop."""
    curl = scene.between(-0.9, 0.9)
    count = scene.count(11, 15)
    spine: list[tuple[float, float]] = []
    outlines: list[Field] = []
    for index in range(count):
        place = (index + 1) / count
        chord = angle + curl * place / 2
        at_x = x + length * place * float(np.cos(chord))
        at_y = y + length * place * float(np.sin(chord))
        spine.append((at_x, at_y))
        size = max(0.02, length * 0.50 * (1.0 - 0.75 * place) * min(1.0, 4 * place))
        turns = (angle + curl * place + side for side in (-0.85, 0.85))
        outlines += [_leaflet(at_x, at_y, turn, size) for turn in turns]
    return spine, outlines


def _leaflet(x: float, y: float, angle: float, length: float) -> Field:
    part = np.linspace(0, 1, 9)
    half = 0.085 * np.sin(np.pi * part**0.75)
    along = np.concatenate([part, part[::-1]]) * length
    across = np.concatenate([half, -half[::-1]]) * length
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([x + along * cos - across * sin, y + along * sin + across * cos], 1)


MOTIF = Motif(
    name="leaves",
    paint=paint,
    words=(
        *(
            "leaf",
            "leave",
            "tree",
            "forest",
            "jungle",
            "green",
            "garden",
            "fern",
            "palm",
        ),
        *(
            "spring",
            "root",
            "wild",
            "wood",
            "grass",
            "moss",
            "tropical",
            "summer",
            "autumn",
        ),
        *("vine", "willow", "branch", "nature"),
    ),
    genres=("Acoustic", "Folk", "Reggae", "Bossa nova", "World", "Indie", "Highlife"),
    moods=("forest", "warm", "sea", "pastel", "earthy"),
    film=Film(grain=0.03, specks=0.15),
)
