"""Silk: soft folds of cloth in raking light, with one thread of gold."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import (
    noise,
    relief,
    smoothstep,
)
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field, mixed
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    flow = _flow(scene)
    scene.rest()
    folds = scene.between(5.0, 9.0)
    phase = flow * np.float32(folds)
    # Pleats lean over: a sine bent towards its own slope has a soft and a steep side.
    height = np.sin(phase + 0.75 * np.sin(phase)) / np.float32(folds)
    scene.rest()
    light = relief(height, angle=scene.between(-2.4, -0.7), depth=0.34)
    scene.rest()
    hollow = smoothstep(np.sin(phase), low=-0.2, high=-1.0)
    tone = 0.40 + 0.46 * light - 0.14 * hollow
    canvas.fill(palette.ramp(np.clip(tone, 0.0, 1.0)))
    _ribbon(scene, phase, light)
    scene.rest()
    _sheen(scene, light)


def _flow(scene: Scene) -> Field:
    """A slope bent by noise that is itself bent by noise."""
    canvas = scene.canvas
    angle = scene.between(0, np.pi)
    slope = canvas.x * np.cos(angle) + canvas.y * np.sin(angle)
    first = noise(scene.dice, canvas.shape, cells=1.3, octaves=2, gain=0.35)
    second = noise(scene.dice, canvas.shape, cells=2.4, octaves=2, gain=0.3)
    return np.asarray(2.6 * slope + 0.55 * first + 0.16 * second * (1.0 + first))


def _sheen(scene: Scene, light: Field) -> None:
    canvas, palette = scene.canvas, scene.palette
    glint = np.clip(light - 0.55, 0, 1) * 2.0
    canvas.glow(palette.tone(1.0), glint**2 * np.float32(0.55))


def _ribbon(scene: Scene, phase: Field, light: Field) -> None:
    """One fold is dyed: a band of the accent between two bright threads."""
    canvas, palette = scene.canvas, scene.palette
    down, right = np.gradient(phase)
    slope = np.maximum(np.hypot(down, right), 1e-6) * np.float32(canvas.side)
    middle = float(np.quantile(phase, scene.between(0.3, 0.7)))
    half = scene.between(0.7, 1.5)
    gap = (np.abs(phase - middle) - half) / slope
    lit = np.clip(0.62 + 0.62 * light, 0.0, 1.0)[..., None]
    dark = mixed(palette.accent, palette.tone(0.0), 0.75)
    canvas.lay(dark + (palette.accent - dark) * lit, canvas.inside(gap))
    thread = np.abs(gap) - np.float32(0.0022)
    canvas.shade(np.clip(0.5 - thread / 0.008, 0, 1) * np.float32(0.25))
    canvas.lay(palette.second, canvas.inside(thread), opacity=0.95)


MOTIF = Motif(
    name="silk",
    paint=paint,
    words=(
        *(
            "silk",
            "velvet",
            "slow",
            "smooth",
            "soft",
            "dream",
            "dress",
            "curtain",
            "skin",
        ),
        *("wave", "satin", "tender", "sleep", "lullaby", "breath", "float", "cloud"),
    ),
    genres=(
        "R&B",
        "Ambient",
        "Soul",
        "Classical",
        "Trap",
        "Lo-fi",
        "Electronic",
        "House",
    ),
    moods=("warm", "sea", "mono", "fire", "cold", "pastel", "love", "neon", "night"),
    film=Film(grain=0.032, bloom=0.15),
)
