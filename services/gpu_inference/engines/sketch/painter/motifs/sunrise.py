"""Sunrise: rays from a low sun over banks of scalloped cloud, in poster colours."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene


def paint(scene: Scene) -> None:
    x, y = scene.between(0.3, 0.7), scene.between(0.5, 0.6)
    _rays(scene, x, y)
    scene.rest()
    _disc(scene, x, y, scene.between(0.15, 0.21))
    scene.rest()
    banks = 7
    for index in range(banks):
        _bank(scene, part=index / (banks - 1))
        scene.rest()


def _rays(scene: Scene, x: float, y: float) -> None:
    """Wedges of uneven width; each brightens away from the sun, then fades."""
    canvas, palette = scene.canvas, scene.palette
    away = canvas.distance(x, y)
    angle = np.arctan2(canvas.y - np.float32(y), canvas.x - np.float32(x))
    count = scene.count(13, 19)
    uneven = 0.35 * np.sin(angle * 3 + scene.between(0, 6)) + 0.2 * np.sin(angle * 5)
    wave = np.sin(angle * count + uneven)
    width = np.maximum(away * np.float32(2.0 * np.pi / count / 3), 1e-4)
    wedge = np.clip(0.5 + wave * width * canvas.side / 2.0, 0.0, 1.0)
    tone = 0.24 + 0.12 * np.clip(away, 0, 1)
    canvas.fill(palette.ramp(tone))
    reach = np.clip(away / 0.85, 0, 1)[..., None]
    pale = mixed(palette.sunny, palette.tone(1.0), 0.45)
    ray = pale + (palette.sunny - pale) * reach
    canvas.lay(ray, wedge, opacity=0.95)
    rough = noise(scene.dice, canvas.shape, cells=150, octaves=2)
    # Dry ink at the ends of the rays, as from a worn lino block.
    worn = np.clip(rough - 1.9 + 0.9 * away, 0, 1) * wedge
    canvas.lay(palette.tone(0.4), worn, opacity=0.45)


def _disc(scene: Scene, x: float, y: float, radius: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    away = canvas.distance(x, y)
    rings = (
        (1.30, palette.tone(0.10)),
        (1.22, palette.second),
        (1.10, palette.tone(0.10)),
        (1.05, palette.accent),
        (0.74, mixed(palette.accent, palette.second, 0.65)),
        (0.46, palette.tone(0.98)),
    )
    for size, color in rings:
        canvas.lay(color, canvas.inside(away - np.float32(radius * size)))


def _bank(scene: Scene, *, part: float) -> None:
    """One row of overlapping cloud lobes with fine rims inside each."""
    base = 0.66 + 0.40 * part
    radius = 0.085 + 0.075 * part
    step = radius * 1.16
    start = -scene.between(0.0, step)
    order = list(np.arange(start, 1.0 + step, step))
    lift = [scene.between(-0.03, 0.045) * (1 + part) for _ in order]
    odd_first = [*range(0, len(order), 2), *range(1, len(order), 2)]
    for index in odd_first:
        _lobe(scene, order[index], base - lift[index], radius, part=part)


def _lobe(scene: Scene, x: float, y: float, radius: float, *, part: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    patch = canvas.patch(x - radius, y - radius, x + radius, 1.0)
    if 0 in patch.shape:
        return
    away = np.where(
        patch.y < y, patch.distance(x, y), np.abs(patch.x - x) + 0 * patch.y
    )
    body = patch.inside(away - np.float32(radius))
    light = mixed(palette.tone(0.42), palette.tone(0.04), part)
    patch.lay(light, body)
    rings = ((0.97, 0.005, 0.9), (0.76, 0.0028, 0.5), (0.56, 0.0028, 0.35))
    ink = palette.second if scene.chance(0.25) else palette.tone(0.88)
    top = np.clip(1.15 - (patch.y - (y - radius)) / np.float32(radius * 2.2), 0.12, 1)
    for size, width, strength in rings:
        line = patch.inside(np.abs(away - np.float32(radius * size)) - width * 0.5)
        patch.lay(ink, line * top, opacity=strength)


MOTIF = Motif(
    name="sunrise",
    paint=paint,
    words=(
        *(
            "sun",
            "sunrise",
            "morning",
            "light",
            "glory",
            "gold",
            "golden",
            "dawn",
            "ray",
        ),
        *(
            "shine",
            "sunny",
            "joy",
            "happy",
            "praise",
            "heaven",
            "summer",
            "cloud",
            "sky",
        ),
        *("day", "hope", "rise"),
    ),
    genres=(
        "Reggae",
        "Gospel",
        "Afrobeat",
        "Funk",
        "Highlife",
        "Soul",
        "Rock",
        "Latin",
        "Dance",
    ),
    moods=("retro", "vivid", "warm", "sun", "fire"),
    film=Film(grain=0.03, specks=0.3),
)
