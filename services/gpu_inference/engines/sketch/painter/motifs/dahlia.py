"""Dahlia: petals set by the golden angle, each cupped, creased and shading the next."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_GOLDEN_ANGLE = np.pi * (3.0 - 5.0**0.5)
_PETALS = 112
_HIDDEN = 0.45


def paint(scene: Scene) -> None:
    canvas = scene.canvas
    dark = scene.chance(0.6)
    cloth = noise(scene.dice, canvas.shape, cells=3, octaves=4)
    ground = 0.10 if dark else 0.93
    canvas.fill(scene.palette.ramp(ground + 0.02 * cloth))
    x, y = scene.between(0.36, 0.64), scene.between(0.36, 0.64)
    reach = scene.between(0.40, 0.50)
    _leaves(scene, x, y, reach)
    scene.rest()
    slim = scene.between(0.36, 0.5)
    turn = scene.between(0, 2 * np.pi)
    for index in range(_PETALS):
        part = 1.0 - index / _PETALS
        angle = turn + index * _GOLDEN_ANGLE
        _petal(scene, (x, y), angle, length=reach * part**0.62, slim=slim, part=part)
        if index % 30 == 29:
            scene.rest()
    _heart(scene, x, y, reach * 0.085)


def _leaves(scene: Scene, x: float, y: float, reach: float) -> None:
    """A few broad leaves behind, in the second accent or a middle tone."""
    for index in range(scene.count(5, 7)):
        angle = index * 1.05 + scene.between(-0.25, 0.25)
        along, across = scene.canvas.turned(x, y, angle)
        part = along / np.float32(reach * scene.between(1.25, 1.5))
        width = 0.15 * np.sin(np.clip(part, 0, 1) ** 1.2 * np.pi)
        gap = np.abs(across) - width
        canvas = scene.canvas
        canvas.shade(np.clip(0.5 - gap / 0.03, 0, 1) * (part > 0) * np.float32(0.3))
        rib = np.exp(-np.abs(across) / np.float32(0.003))
        vein = 0.5 + 0.5 * np.sin((along - np.abs(across) * 0.9) * 190)
        tone = 0.36 - 0.10 * (across > 0) + 0.05 * vein + 0.10 * rib
        canvas.lay(scene.palette.ramp(tone), canvas.inside(gap) * (part > 0))


def _petal(
    scene: Scene,
    heart: tuple[float, float],
    angle: float,
    *,
    length: float,
    slim: float,
    part: float,
) -> None:
    half = length * slim * 0.62
    reach_x, reach_y = length * float(np.cos(angle)), length * float(np.sin(angle))
    # What lies nearer the heart is hidden by later petals: leave it out, for speed.
    root = heart[0] + reach_x * _HIDDEN, heart[1] + reach_y * _HIDDEN
    tip = heart[0] + reach_x, heart[1] + reach_y
    patch = scene.canvas.along(root, tip, margin=half)
    along, across = patch.turned(*heart, angle)
    along, across = along / np.float32(length), across / np.float32(half)
    place = np.clip(along, 0.0, 1.0)
    width = np.sqrt(1.0 - place**5) * np.sin(np.pi * (0.12 + 0.66 * place**0.9))
    gap = np.maximum((np.abs(across) - width) * half, (along - 1.0) * length)
    gap = np.where(along < 0.02, 1.0, gap)
    soft = np.clip(0.5 - gap / np.float32(0.30 * half + 0.004), 0.0, 1.0)
    patch.shade(soft * np.float32(0.42))
    tone = _petal_tone(place, across, part=part)
    patch.lay(_petal_color(scene, tone, part), patch.inside(gap))


def _petal_tone(place: Field, across: Field, *, part: float) -> Field:
    """Deep at the root, bright at the lip; one flank turned from the light."""
    crease = np.exp(-np.abs(across) / np.float32(0.07))
    lip = np.clip((place - 0.82) * 5.0, 0, 1)
    tone = 0.30 + 0.34 * place**1.6 + 0.13 * lip + 0.26 * (1.0 - part)
    return np.asarray(tone + 0.07 * across - 0.09 * crease * place)


def _petal_color(scene: Scene, tone: Field, part: float) -> Field:
    """The accent outside melts into its lighter companion inside."""
    palette = scene.palette
    warm = mixed(palette.accent, palette.companion, (1.0 - part) ** 1.2)
    lightness = np.clip(tone, 0, 1)[..., None]
    shadow = palette.tone(0.0) * 0.35 + warm * 0.45
    light = warm * 0.35 + palette.tone(1.0) * 0.65
    low = shadow + (warm - shadow) * np.clip(lightness * 1.9, 0, 1)
    return np.asarray(low + (light - low) * np.clip(lightness * 1.6 - 0.85, 0, 1))


def _heart(scene: Scene, x: float, y: float, radius: float) -> None:
    """Seeds, in the same spiral."""
    for index in range(90):
        away = radius * (index / 90) ** 0.5
        angle = index * _GOLDEN_ANGLE
        seed_x, seed_y = x + away * np.cos(angle), y + away * np.sin(angle)
        size = radius * 0.085
        patch = scene.canvas.around(seed_x, seed_y, size * 2)
        distance = patch.distance(seed_x, seed_y)
        patch.shade(np.clip(1.6 - distance / np.float32(size), 0, 1) * np.float32(0.4))
        tone = 0.25 + 0.45 * index / 90
        patch.lay(scene.palette.tone(tone), patch.inside(distance - size))


MOTIF = Motif(
    name="dahlia",
    paint=paint,
    words=(
        *("flower", "bloom", "rose", "petal", "marigold", "dahlia", "garden", "spring"),
        *(
            "blossom",
            "love",
            "kiss",
            "honey",
            "heart",
            "lotus",
            "lily",
            "tender",
            "sweet",
        ),
        *("darling", "valentine"),
    ),
    genres=("Soul", "Latin", "Pop", "Highlife", "Gospel", "R&B", "Waltz", "Afrobeat"),
    moods=("warm", "forest", "love", "vivid", "retro", "pastel"),
    film=Film(grain=0.026, vignette=0.3),
)
