"""A plain, dignified cover for a song whose painter failed: quick, and never absent."""

from hashlib import sha256
from typing import Final

import numpy as np

from services.gpu_inference.colors import (
    Bytes,
    Floats,
    leading_colors,
    oklab_from_oklch,
    srgb_from_oklab,
)
from services.gpu_inference.engines.engine import COVER_PIXELS, Cover

# Ground and figure as (lightness, chroma, hue in degrees): hues that stay calm together.
_PAIRS: Final = (
    ((0.30, 0.06, 240), (0.82, 0.12, 75)),
    ((0.33, 0.06, 165), (0.86, 0.10, 95)),
    ((0.36, 0.09, 35), (0.88, 0.09, 80)),
    ((0.28, 0.04, 210), (0.70, 0.16, 42)),
    ((0.90, 0.03, 88), (0.60, 0.18, 33)),
    ((0.87, 0.04, 195), (0.45, 0.09, 235)),
    ((0.40, 0.08, 205), (0.90, 0.08, 100)),
    ((0.26, 0.03, 60), (0.76, 0.14, 65)),
)
_RINGS: Final = (0.335, 0.262, 0.189, 0.116)
_GRAIN: Final = 0.012


def plain_cover(title: str, *, seed: int) -> Cover:
    """Rings about one bright disc, as on a record. Same title and seed, same pixels."""
    digest = sha256(f"{seed}\x1f{title}".encode()).digest()
    dice = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
    ground, figure = _PAIRS[int(dice.integers(len(_PAIRS)))]
    pixels = _painted(oklab_from_oklch(*ground), oklab_from_oklch(*figure), dice)
    return Cover(pixels=pixels, colors=leading_colors(pixels))


def _painted(ground: Floats, figure: Floats, dice: np.random.Generator) -> Bytes:
    axis = (np.arange(COVER_PIXELS, dtype=np.float32) + 0.5) / COVER_PIXELS - 0.5
    away = np.hypot(axis[None, :], axis[:, None])
    place = _coverage(away, turn=float(dice.uniform(0, 2 * np.pi)), axis=axis)
    steps = np.linspace(0.0, 1.0, 256, dtype=np.float32)[:, None]
    table = srgb_from_oklab(ground + (figure - ground) * steps)
    pixels = table[(place * 255).astype(np.uint8)]
    # Without grain the slow shading would show as bands.
    grain = dice.standard_normal(away.shape, dtype=np.float32)
    shade = 1.0 - 0.30 * away**2 + _GRAIN * grain
    return np.asarray(np.clip(pixels * shade[..., None], 0.02, 0.98) * 255, np.uint8)


def _coverage(away: Floats, *, turn: float, axis: Floats) -> Floats:
    """How far from ground to figure each pixel stands, 0 to 1."""
    edge = np.float32(COVER_PIXELS)
    place = np.zeros_like(away)
    for index, radius in enumerate(_RINGS):
        strength = 0.16 + 0.28 * index
        inside = np.clip((radius - away) * edge + 0.5, 0.0, 1.0)
        place += (min(1.0, strength) - place) * inside
    # Light falls from one side, so that the rings read as a shallow bowl.
    lit = np.cos(turn) * axis[None, :] + np.sin(turn) * axis[:, None]
    return np.asarray(np.clip(place + 0.16 * lit, 0.0, 1.0))
