"""Swell: a heavy sea as stacked bands of cut colour, foam on the crests."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import below_line, sky, sun

_BANDS = 7


def paint(scene: Scene) -> None:
    palette = scene.palette
    sky(scene, top=0.74, bottom=0.98, horizon=0.5)
    x, y = scene.between(0.25, 0.75), scene.between(0.2, 0.3)
    sun(scene, x, y, scene.between(0.10, 0.14), color=palette.sunny, halo=0.18)
    scene.rest()
    texture = noise(scene.dice, scene.canvas.shape, cells=24, octaves=3, stretch=1.6)
    for band in range(_BANDS):
        _wave(scene, texture, part=band / (_BANDS - 1))
        if band % 2:
            scene.rest()


def _wave(scene: Scene, texture: Field, *, part: float) -> None:
    canvas, palette = scene.canvas, scene.palette
    line, phase = _crest(scene, part)
    depth = canvas.y - line[None, :]
    thick = 0.06 + 0.14 * part
    # One texture serves all bands, moved so that no two look alike.
    shift = (scene.count(0, canvas.side), scene.count(0, canvas.side))
    lace = np.roll(texture, shift, axis=(0, 1))
    stripes = _stripes(depth, phase, lace, thick)
    tone = 0.68 - 0.60 * part + 0.10 * stripes
    tone = tone + 0.13 * np.exp(-np.clip(depth, 0, None) / np.float32(thick * 0.5))
    shadow = np.clip(0.5 - (line[None, :] - 0.012 - canvas.y) / 0.03, 0, 1)
    canvas.shade(shadow * np.float32(0.24 * min(1.0, 3 * part)))
    canvas.lay(palette.ramp(np.clip(tone, 0, 1)), below_line(canvas, line))
    _foam(scene, depth, phase, lace, part=part)


def _crest(scene: Scene, part: float) -> tuple[Field, Field]:
    """Trochoid-like waves: narrow crests, wide troughs, of uneven height."""
    x = scene.canvas.x[0]
    waves = 3.6 - 2.3 * part
    bend = noise(scene.dice, (2, len(x)), cells=0.5, octaves=2, stretch=0.25)[0]
    phase = 2 * np.pi * (waves * x + scene.between(0, 1)) + 0.8 * bend
    sharp = 1.0 - np.abs(np.sin(phase / 2.0 + 0.22 * np.cos(phase / 2.0)))
    height = (0.028 + 0.085 * part) * (1.0 + 0.28 * bend)
    base = 0.47 + 0.50 * part**1.1
    line = base - height * sharp**1.15
    return np.asarray(line, dtype=np.float32), np.asarray(phase)


def _stripes(depth: Field, phase: Field, lace: Field, thick: float) -> Field:
    """Lines that follow the crest and gather under it, as in an old woodcut."""
    pull = 1.0 + 0.35 * np.cos(phase)[None, :]
    place = np.clip(depth, 0, None) * pull / np.float32(thick)
    line = np.sin(np.sqrt(place) * np.float32(19.0))
    fade = np.clip(1.25 - place * 0.7, 0, 1)
    return np.asarray(smoothstep(line + 0.15 * lace, low=0.2, high=0.5) * fade)


def _foam(
    scene: Scene, depth: Field, phase: Field, lace: Field, *, part: float
) -> None:
    """Lace that hangs from the top of each crest."""
    canvas, palette = scene.canvas, scene.palette
    top = (0.5 + 0.5 * np.cos(phase)) ** 1.5
    reach = (0.005 + 0.040 * part * top[None, :]) * (1.0 + 0.55 * lace)
    inside = canvas.inside(-depth) * canvas.inside((depth - reach) * 0.7)
    holes = smoothstep(np.abs(lace - 0.1), low=0.05, high=0.3)
    edge = np.exp(-np.clip(depth, 0, None) / np.float32(0.004))
    canvas.lay(palette.tone(1.0), inside * np.maximum(holes, edge), opacity=0.92)


MOTIF = Motif(
    name="swell",
    paint=paint,
    words=(
        *(
            "wave",
            "sea",
            "ocean",
            "swell",
            "surf",
            "storm",
            "tide",
            "beach",
            "undertow",
        ),
        *("water", "salt", "sail", "wind", "whale", "drown", "swim", "deep", "sailor"),
        *("ship", "shore", "flood"),
    ),
    genres=("Reggae", "Rock", "Bossa nova", "Indie", "Dub", "Cinematic", "Latin"),
    moods=("sea", "cold"),
    film=Film(grain=0.03, specks=0.25),
)
