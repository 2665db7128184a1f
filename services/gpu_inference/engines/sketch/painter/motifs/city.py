"""City: blocks in haze, one behind the other, windows lit, a great low sun."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import sky

_ROWS = 4
_GROUND = 0.90


def paint(scene: Scene) -> None:
    night = any(mood == "night" for mood in scene.palette.moods)
    top, bottom = (0.05, 0.62) if night else (0.60, 0.98)
    sky(scene, top=top, bottom=bottom, horizon=0.8)
    _sun(scene)
    scene.rest()
    for row in range(_ROWS):
        _row(scene, part=row / (_ROWS - 1), haze=bottom)
        scene.rest()
    _wires(scene)


def _sun(scene: Scene) -> None:
    """Cut by bars that thicken downwards, as haze cuts a real one."""
    canvas, palette = scene.canvas, scene.palette
    x, y = scene.between(0.3, 0.7), scene.between(0.36, 0.46)
    radius = scene.between(0.19, 0.26)
    away = canvas.distance(x, y)
    halo = np.exp(-np.clip(away - radius, 0, None) / np.float32(0.14))
    canvas.glow(palette.accent, halo * np.float32(0.22))
    down = (canvas.y - (y - radius)) / np.float32(2 * radius)
    color = palette.sunny + (palette.companion - palette.sunny) * (1 - down)[..., None]
    bars = np.abs((down * 11.0) % 1.0 - 0.5) - 0.02 - 0.36 * np.clip(down - 0.35, 0, 1)
    slit = canvas.inside(bars * np.float32(radius / 5.5))
    canvas.lay(color, canvas.inside(away - radius) * (1.0 - slit))


def _row(scene: Scene, *, part: float, haze: float) -> None:
    tone = (haze - 0.12) * (1.0 - part) ** 1.1 + 0.02
    x = -0.03
    while x < 1.0:
        width = scene.between(0.045, 0.10) * (0.75 + 0.5 * part)
        # Lower towards the middle in front: the street opens to the sun.
        open_street = 0.22 * part * np.exp(-(((x + width / 2 - 0.5) / 0.2) ** 2))
        tall = scene.between(0.16, 0.42) * (1.0 - 0.15 * part) - open_street
        top = min(_GROUND - tall + 0.05 * part, 0.93)
        _block(scene, x, top, width, tone=tone, part=part)
        x += width * scene.between(0.92, 1.12)


def _block(
    scene: Scene, left: float, top: float, width: float, *, tone: float, part: float
) -> None:
    canvas, palette = scene.canvas, scene.palette
    patch = canvas.patch(left, top, left + width, 1.0)
    if 0 in patch.shape:
        return
    fog = 0.16 * (1.0 - part) * (patch.y - top) / np.float32(1.0 - top)
    side = (patch.x - left) / np.float32(width)
    lit = 0.05 * (side < 0.32) * (1.0 - 0.4 * part)
    patch.fill(palette.ramp(np.clip(tone + fog + lit, 0, 1)))
    _roof(scene, left, top, width, tone=tone)
    if part > 0.2:
        _windows(scene, patch, top=top, width=width, part=part)


def _roof(scene: Scene, left: float, top: float, width: float, *, tone: float) -> None:
    """A tank, an aerial, a step or nothing."""
    canvas, color = scene.canvas, scene.palette.tone(tone)
    kind = scene.count(0, 4)
    middle = left + width * scene.between(0.3, 0.7)
    if kind == 0:
        canvas.patch(middle - 0.0012, top - 0.05, middle + 0.0012, top).fill(color)
    elif kind == 1:
        canvas.patch(left + width * 0.2, top - 0.022, left + width * 0.75, top).fill(
            color
        )
        canvas.patch(left + width * 0.3, top - 0.036, left + width * 0.6, top).fill(
            color
        )
    elif kind == 2:
        canvas.patch(middle - 0.012, top - 0.03, middle + 0.012, top - 0.007).fill(
            color
        )
        canvas.patch(middle - 0.010, top - 0.01, middle - 0.007, top).fill(color)
        canvas.patch(middle + 0.007, top - 0.01, middle + 0.010, top).fill(color)


def _windows(
    scene: Scene, patch: Canvas, *, top: float, width: float, part: float
) -> None:
    columns = max(2, round(width / (0.013 + 0.005 * part)))
    pitch = width / columns
    rows = int((0.97 - top) / (pitch * 1.25))
    share = scene.between(0.10, 0.5)
    left = float(patch.x[0, 0])
    warm = mixed(scene.palette.second, scene.palette.tone(1.0), 0.25)
    for row in range(rows):
        for column in range(columns):
            if not scene.chance(share):
                continue
            x = left + (column + 0.26) * pitch
            y = top + (row + 0.55) * pitch * 1.25
            pane = patch.patch(x, y, x + pitch * 0.5, y + pitch * 0.62)
            cover = np.full(pane.shape, scene.between(0.25, 0.95), dtype=np.float32)
            pane.lay(warm, cover, opacity=0.35 + 0.6 * part)


def _wires(scene: Scene) -> None:
    """Tram wires and a flock give the air above the street a scale."""
    canvas, dark = scene.canvas, scene.palette.tone(0.03)
    x = np.linspace(-0.05, 1.05, 60)
    lines = []
    for _ in range(2):
        start, end = scene.between(0.05, 0.3), scene.between(0.12, 0.4)
        sag = scene.between(0.03, 0.07)
        y = start + (end - start) * x + sag * np.sin(np.pi * np.clip(x, 0, 1))
        lines.append(np.stack([x, y], axis=1))
    canvas.lay(dark, canvas.strokes(lines, width=0.0016), opacity=0.75)


MOTIF = Motif(
    name="city",
    paint=paint,
    words=(
        *("city", "street", "downtown", "skyline", "tower", "roof", "rooftop", "metro"),
        *(
            "subway",
            "avenue",
            "block",
            "town",
            "concrete",
            "urban",
            "train",
            "tram",
            "crowd",
        ),
        *("boulevard", "apartment", "neighborhood", "corner", "sunset"),
    ),
    genres=(
        "Hip-hop",
        "Trap",
        "Jazz",
        "R&B",
        "Punk",
        "Indie",
        "House",
        "Pop",
        "Synthwave",
        "Blues",
    ),
    moods=("city", "dusk", "retro", "warm", "night", "neon"),
    film=Film(bloom=0.18, grain=0.03, specks=0.12),
)
