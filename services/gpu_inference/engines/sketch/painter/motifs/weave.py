"""Weave: bands of cloth over and under each other, in the light of one window."""

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Color, Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene


def paint(scene: Scene) -> None:
    canvas = scene.canvas
    turn = scene.between(0.5, 1.07)
    count = scene.count(7, 11)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    right, down = canvas.x - 0.5, canvas.y - 0.5
    u = (right * cos + down * sin) * count + np.float32(40.5)
    v = (down * cos - right * sin) * count + np.float32(40.5)
    scene.rest()
    warp = _cloth(scene, u, v)
    scene.rest()
    weft = _cloth(scene, v, u)
    scene.rest()
    over = np.asarray((np.floor(u / 2) + np.floor(v)) % 2 < 1)
    canvas.fill(scene.palette.tone(0.0))
    canvas.pixels[...] = np.where(over[..., None], warp, weft)
    _depth(scene, u, v, over)
    scene.rest()
    _light(scene)


def _cloth(scene: Scene, across: Field, along: Field) -> Color:
    """Striped bands one unit wide; the thread shows as fine lines along them."""
    palette = scene.palette
    inks = np.stack([
        palette.tone(0.10),
        palette.accent,
        palette.tone(0.95),
        palette.second,
        palette.tone(0.40),
        palette.tone(0.70),
    ])  # fmt: skip
    order = scene.dice.choice(len(inks), size=96, p=(0.2, 0.22, 0.22, 0.12, 0.14, 0.10))
    stripe = scene.dice.choice(len(inks), size=96)
    lane = np.clip(np.floor(across), 0, 95).astype(np.intp)
    place = across - np.floor(across)
    thin = (np.abs(place - 0.5) < 0.10) & (order[lane] != stripe[lane])
    color = inks[np.where(thin, stripe[lane], order[lane])]
    thread = np.sin(across * np.float32(2 * np.pi * 13)) * 0.05
    fleck = noise(scene.dice, scene.canvas.shape, cells=190, octaves=1) * 0.03
    knots = np.sin(along * np.float32(2 * np.pi * 13)) * 0.03
    return np.asarray(color * (1.0 + thread + knots + fleck)[..., None])


def _depth(scene: Scene, u: Field, v: Field, over: npt.NDArray[np.bool_]) -> None:
    """Round each crossing: the band on top bulges, the one below dives."""
    canvas = scene.canvas
    in_u, in_v = u - np.floor(u), v - np.floor(v)
    pair = u / 2 - np.floor(u / 2)
    along = np.where(over, in_v, pair)
    across = np.where(over, in_u, in_v)
    dive = smoothstep(np.abs(along - 0.5), low=0.22, high=0.52)
    canvas.shade(dive * np.float32(0.52))
    seam = smoothstep(np.abs(across - 0.5), low=0.44, high=0.50)
    canvas.shade(seam * np.float32(0.60))
    crown = np.exp(-(((along - 0.42) / 0.16) ** 2)) * (1 - seam)
    canvas.glow(scene.palette.tone(1.0), crown * np.float32(0.13))


def _light(scene: Scene) -> None:
    """Slanted light through a window frame falls over the whole cloth."""
    canvas = scene.canvas
    lean = scene.between(0.25, 0.6)
    place = canvas.x + lean * canvas.y - scene.between(0.35, 0.6)
    soft = 0.03
    pane = smoothstep(np.abs(place - 0.0), low=0.36 + soft, high=0.36 - soft)
    bar = smoothstep(np.abs(place), low=0.012, high=0.012 + soft)
    cross = np.abs(canvas.y - 0.25 * canvas.x - 0.40)
    bar = bar * smoothstep(cross, low=0.012, high=0.012 + soft)
    canvas.shade((1.0 - pane * bar) * np.float32(0.44), color=scene.palette.tone(0.12))


MOTIF = Motif(
    name="weave",
    paint=paint,
    words=(
        *("kente", "cloth", "thread", "weave", "basket", "ribbon", "market", "mother"),
        *("dress", "braid", "fabric", "quilt", "knot", "tapestry", "home", "wool"),
        *("drum", "rhythm"),
    ),
    genres=("Highlife", "Afrobeat", "World", "Country", "Funk", "Soul", "Gospel"),
    moods=("vivid", "warm", "earthy", "retro", "forest", "sea"),
    film=Film(grain=0.024, vignette=0.3),
)
