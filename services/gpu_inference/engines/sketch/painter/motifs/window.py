"""Window: a city at night out of focus behind glass that the rain runs down."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.canvas import Canvas
from services.gpu_inference.engines.sketch.painter.fields import blurred, noise, resized
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene

_STREET = 0.62


def paint(scene: Scene) -> None:
    _dusk(scene)
    _lights(scene)
    scene.rest()
    _wet_street(scene)
    scene.rest()
    view = scene.canvas.pixels.copy()
    for _ in range(scene.count(7, 10)):
        _trail(scene, view)
    scene.rest()
    for index in range(420):
        size = scene.between(0.0025, 0.007)
        if index % 6 == 0:
            size = scene.between(0.009, 0.022)
        _drop(scene, view, scene.between(0, 1), scene.between(0, 1), size)
        if index % 140 == 139:
            scene.rest()


def _dusk(scene: Scene) -> None:
    canvas = scene.canvas
    fog = noise(scene.dice, canvas.shape, cells=3, octaves=3, stretch=1.6)
    near = np.exp(-(((canvas.y - _STREET) / 0.26) ** 2))
    canvas.fill(scene.palette.ramp(0.06 + 0.30 * near + 0.03 * fog))


def _lights(scene: Scene) -> None:
    """Two rows of lamps and windows that run together at a far point."""
    palette = scene.palette
    vanishing = scene.between(0.38, 0.62)
    colors = (
        palette.accent,
        palette.accent,
        palette.second,
        palette.tone(0.92),
        mixed(palette.accent, palette.second, 0.5),
        palette.accent,
    )
    for _ in range(96):
        near = scene.between(0.0, 1.0) ** 1.8
        side = -1.0 if scene.chance(0.5) else 1.0
        x = vanishing + side * (0.03 + 0.58 * near) + scene.between(-0.04, 0.04)
        lift = scene.between(-0.04, 1.0) ** 2 * (0.06 + 0.52 * near)
        radius = (0.014 + 0.066 * near) * scene.between(0.75, 1.3)
        color = colors[scene.count(0, len(colors) - 1)]
        strength = scene.between(0.3, 0.85)
        _bokeh(scene, x, _STREET - 0.03 - lift, radius, color=color, strength=strength)


def _bokeh(
    scene: Scene, x: float, y: float, radius: float, *, color: Color, strength: float
) -> None:
    patch = scene.canvas.around(x, y, radius * 3)
    away = patch.distance(x, y)
    disc = patch.inside(away - radius, softness=0.004)
    ring = np.exp(-(((away - radius * 0.93) / np.float32(radius * 0.09)) ** 2))
    halo = np.exp(-away / np.float32(radius)) * np.float32(0.22)
    patch.glow(color, (disc * (0.62 + 0.38 * ring) + halo) * np.float32(strength))


def _wet_street(scene: Scene) -> None:
    """The lights again below, drawn out downwards."""
    canvas = scene.canvas
    rows = canvas.shape[0]
    start = round(_STREET * rows)
    above = canvas.pixels[start // 3 : start]
    depth = np.arange(rows - start) / (rows - start)
    source = ((1.0 - depth**1.25) * (len(above) - 1)).astype(np.intp)
    image = above[source]
    sway = noise(scene.dice, (rows - start, canvas.shape[1]), cells=26, stretch=3)
    columns = canvas.shape[1]
    for channel in range(3):
        # Few rows, many columns: lights on wet asphalt stretch towards the viewer.
        parts = np.array_split(image[..., channel], 5)
        tall = np.stack([part.mean(axis=0) for part in parts])
        streak = resized(tall, (rows - start, columns))
        soft = blurred(streak, radius_pixels=7)
        canvas.pixels[start:, :, channel] = np.clip(soft * (1.1 + 0.1 * sway), 0, 1)
    kerb = np.exp(-np.abs(canvas.y - _STREET) / np.float32(0.006)) + 0 * canvas.x
    canvas.shade(kerb * np.float32(0.55))
    fade = np.clip((canvas.y - _STREET) / (1 - _STREET), 0, 1)
    canvas.lay(scene.palette.tone(0.03), np.repeat(fade, canvas.shape[1], 1) * 0.40)


def _trail(scene: Scene, view: Color) -> None:
    """A heavy drop and the beads it left on its way down."""
    x, y = scene.between(0.05, 0.95), scene.between(0.35, 0.95)
    top = y - scene.between(0.2, 0.5)
    head = scene.between(0.014, 0.022)
    while top < y - head:
        x += scene.between(-0.004, 0.004)
        _drop(scene, view, x, top, scene.between(0.003, 0.007))
        top += scene.between(0.008, 0.026)
    _drop(scene, view, x, y, head)


def _drop(scene: Scene, view: Color, x: float, y: float, radius: float) -> None:
    """A lens: the view upside down, dark at the rim, with one bright glint."""
    canvas = scene.canvas
    patch = canvas.around(x, y, radius * 1.5)
    if 0 in patch.shape:
        return
    across = (patch.x - x) / np.float32(radius * 0.92)
    down = (patch.y - y) / np.float32(radius * 1.1)
    away = np.hypot(across, down)
    bulge = 4.5 + 10.0 * away**2
    rows = _pixels(y - down * radius * bulge - 0.06, canvas)
    columns = _pixels(x - across * radius * bulge, canvas)
    seen = view[rows, columns] * (1.16 - 0.55 * away[..., None] ** 3)
    patch.shade(np.clip(1.35 - away, 0, 1) * np.float32(0.35))
    cover = patch.inside((away - 1.0) * radius, softness=0.0016)
    patch.lay(np.clip(seen, 0, 1), cover)
    glint = np.exp(-((across + 0.32) ** 2 + (down + 0.42) ** 2) / np.float32(0.035))
    patch.glow(scene.palette.tone(1.0), glint * cover * np.float32(0.55))


def _pixels(
    place: Color, canvas: Canvas
) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    return np.clip(place * canvas.side, 0, canvas.side - 1).astype(np.intp)


MOTIF = Motif(
    name="window",
    paint=paint,
    words=(
        *("rain", "city", "night", "window", "street", "taxi", "traffic", "umbrella"),
        *("storm", "tear", "downtown", "bus", "drizzle", "midnight", "neon", "light"),
        *("monsoon", "avenue", "tram"),
    ),
    genres=("Lo-fi", "R&B", "Jazz", "Trap", "Hip-hop", "House", "Blues", "Electronic"),
    moods=("night", "city", "rain"),
    film=Film(bloom=0.35, grain=0.03, paper=0.0),
)
