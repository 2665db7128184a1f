"""Marble: ink combed through water, with veins of metal where two floods meet."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import (
    noise,
    relief,
    smoothstep,
)
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    flow = _stirred(scene)
    scene.rest()
    bands = np.sin(flow * np.float32(scene.between(1.7, 2.5)))
    fine = np.sin(flow * np.float32(11.0)) * 0.05
    canvas.fill(palette.ramp(0.5 + 0.46 * bands + fine))
    scene.rest()
    light = relief(flow * 0.05 + bands * 0.02, angle=-2.2, depth=0.8)
    canvas.glow(palette.tone(1.0), np.clip(light, 0, 1) ** 2 * np.float32(0.4))
    canvas.shade(np.clip(-light, 0, 1) * np.float32(0.4))
    scene.rest()
    _flood(scene, flow)
    scene.rest()
    _veins(scene, flow)


def _stirred(scene: Scene) -> Field:
    """Noise read at places that noise has moved: Quilez, "Domain warping" (2002)."""
    canvas = scene.canvas
    rows, columns = canvas.shape
    base = noise(scene.dice, canvas.shape, cells=1.8, octaves=2, gain=0.42)
    flow = base
    for strength in (0.11, 0.075):
        right = noise(scene.dice, canvas.shape, cells=1.7, octaves=2, gain=0.4)
        down = noise(scene.dice, canvas.shape, cells=1.7, octaves=2, gain=0.4)
        at_x = (canvas.x + strength * right + 0.03 * flow) * columns
        at_y = (canvas.y + strength * down - 0.03 * flow) * rows
        flow = _read(flow, at_y, at_x)
    return flow


def _read(field: Field, rows: Field, columns: Field) -> Field:
    """Bilinear, mirrored at the borders, so that no edge shows."""
    tall, wide = field.shape
    y, x = _folded(rows, tall - 1.001), _folded(columns, wide - 1.001)
    top, left = y.astype(np.intp), x.astype(np.intp)
    down, right = y - top, x - left
    upper = field[top, left] * (1 - right) + field[top, left + 1] * right
    lower = field[top + 1, left] * (1 - right) + field[top + 1, left + 1] * right
    return np.asarray(upper * (1 - down) + lower * down)


def _folded(place: Field, last: float) -> Field:
    return np.asarray(last - np.abs(last - np.abs(place) % (2.0 * last)))


def _flood(scene: Scene, flow: Field) -> None:
    """A pool of the accent where the flow stands highest."""
    level = float(np.quantile(flow, scene.between(0.80, 0.90)))
    pool = smoothstep(flow, low=level, high=level + 0.05)
    depth = 1.0 - 0.35 * np.sin(flow * np.float32(14.0)) ** 2
    color = scene.palette.accent * depth[..., None]
    scene.canvas.lay(color, pool, opacity=0.92)


def _veins(scene: Scene, flow: Field) -> None:
    canvas, palette = scene.canvas, scene.palette
    down, right = np.gradient(flow)
    slope = np.maximum(np.hypot(down, right), 1e-6)
    rough = noise(scene.dice, canvas.shape, cells=40, octaves=2)
    for place in (0.30, 0.66):
        level = float(np.quantile(flow, place))
        # Slow places pool wide: capping the distance keeps lakes from filling.
        width = 1.4 + 2.2 * np.clip(0.02 / slope, 0, 1) + 0.6 * np.clip(rough, -0.6, 2)
        gap = (np.abs(flow - level) / slope - width) / canvas.side
        glint = 0.75 + 0.25 * np.tanh(rough)
        canvas.lay(palette.second * glint[..., None], canvas.inside(gap))


MOTIF = Motif(
    name="marble",
    paint=paint,
    words=(
        *("ink", "marble", "liquid", "oil", "flow", "fever", "trance", "acid", "smoke"),
        *("river", "thaw", "melt", "stone", "blood", "poison", "dream", "undertow"),
        *("water", "stream"),
    ),
    genres=(
        "Electronic",
        "Trap",
        "R&B",
        "Techno",
        "Ambient",
        "Indie",
        "Rock",
        "Dub",
        "Metal",
    ),
    moods=("cold", "sea", "fire", "mono", "forest", "vivid", "pastel"),
    film=Film(grain=0.028),
)
