"""The sketch engine's painter: a procedural cover for any song, without a model."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

import numpy as np
from typing_extensions import override

from services.gpu_inference.colors import leading_colors
from services.gpu_inference.engines.engine import (
    COVER_PIXELS,
    Cover,
    OnStep,
    Painter,
    Pixels,
)
from services.gpu_inference.engines.sketch.painter.canvas import blank
from services.gpu_inference.engines.sketch.painter.casting import Cast, cast
from services.gpu_inference.engines.sketch.painter.film import develop
from services.gpu_inference.engines.sketch.painter.scene import Scene
from shared.contracts.songs import PaintCover

_STEPS: Final = 10
_STEPS_AFTER_MOTIF: Final = 3


class SketchPainter(Painter):
    """Keeps nothing between covers, so one may serve many threads."""

    @override
    def paint(self, request: PaintCover, *, on_step: OnStep) -> Cover:
        on_step(0, _STEPS)
        dice = dice_for(request)
        chosen = cast(request.sheet, dice=dice)
        pixels = painted(chosen, dice=dice, on_step=on_step)
        on_step(_STEPS - 1, _STEPS)
        colors = leading_colors(pixels)
        on_step(_STEPS, _STEPS)
        return Cover(pixels=pixels, colors=colors)


def dice_for(request: PaintCover) -> np.random.Generator:
    """Seeded by what the cover shows, not by the song's id: a retry draws the same."""
    sheet = request.sheet
    parts = (str(request.seed), sheet.title, sheet.prompt, *sheet.categories)
    digest = sha256("\x1f".join(parts).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def painted(
    chosen: Cast,
    *,
    dice: np.random.Generator,
    on_step: OnStep,
    side: int = COVER_PIXELS,
) -> Pixels:
    """The motif in the palette, developed; smaller sides are for tests and sheets."""
    canvas = blank(side)
    canvas.fill(chosen.palette.tone(0.0))
    scene = Scene(
        canvas=canvas,
        palette=chosen.palette,
        dice=dice,
        rest=_counting(on_step, last=_STEPS - _STEPS_AFTER_MOTIF),
    )
    chosen.motif.paint(scene)
    on_step(_STEPS - 2, _STEPS)
    return develop(canvas, chosen.motif.film, dice=dice)


def _counting(on_step: OnStep, *, last: int) -> Callable[[], None]:
    """Motifs rest as often as they like; the count just never runs past ``last``."""
    step = 0

    def rest() -> None:
        nonlocal step
        step = min(step + 1, last)
        on_step(step, _STEPS)

    return rest
