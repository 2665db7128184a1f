"""Every motif, with several seeds and palettes: whole, contrasty and never clipped."""

from functools import cache

import numpy as np
import pytest

from services.gpu_inference.engines.engine import Pixels
from services.gpu_inference.engines.sketch.painter.canvas import blank
from services.gpu_inference.engines.sketch.painter.casting import Cast
from services.gpu_inference.engines.sketch.painter.gallery import MOTIFS
from services.gpu_inference.engines.sketch.painter.painter import painted
from services.gpu_inference.engines.sketch.painter.palettes import PALETTES
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from tests.services.gpu_inference.sketch.painter.songs import quiet

_SIDE = 192
_SEEDS = (1, 2, 3)
_SMALL_SIDE = 96

by_name = pytest.mark.parametrize("motif", MOTIFS, ids=lambda motif: motif.name)
by_seed = pytest.mark.parametrize("seed", _SEEDS)


def cast_of(motif: Motif, *, seed: int) -> Cast:
    fitting = [
        each for each in PALETTES if any(mood in motif.moods for mood in each.moods)
    ]
    return Cast(motif=motif, palette=fitting[seed * 5 % len(fitting)])


@cache
def picture_of(motif: Motif, *, seed: int) -> Pixels:
    dice = np.random.default_rng(seed)
    return painted(cast_of(motif, seed=seed), dice=dice, on_step=quiet, side=_SIDE)


@by_name
@by_seed
def test_a_motif_rests_and_leaves_only_real_colours(motif: Motif, seed: int) -> None:
    canvas = blank(_SMALL_SIDE)
    rests: list[int] = []
    scene = Scene(
        canvas=canvas,
        palette=cast_of(motif, seed=seed).palette,
        dice=np.random.default_rng(seed),
        rest=lambda: rests.append(1),
    )

    motif.paint(scene)

    assert np.isfinite(canvas.pixels).all()
    assert canvas.pixels.min() > -0.25
    assert canvas.pixels.max() < 1.25
    # So many chances to stop the work, as well.
    assert len(rests) >= 3


@by_name
@pytest.mark.parametrize("seed", _SEEDS[:2])
def test_a_picture_has_contrast_and_is_not_clipped(motif: Motif, seed: int) -> None:
    picture = picture_of(motif, seed=seed)

    luma = picture @ np.array([0.2126, 0.7152, 0.0722]) / 255.0
    assert luma.std() > 0.06
    assert np.percentile(luma, 99) - np.percentile(luma, 1) > 0.3
    assert (picture.max(axis=2) < 9).mean() < 0.05
    assert (picture.min(axis=2) > 248).mean() < 0.05


@by_name
def test_a_picture_is_no_pure_black_anywhere(motif: Motif) -> None:
    assert picture_of(motif, seed=1).max(axis=2).min() > 4


@by_name
def test_seeds_move_the_composition_within_one_palette(motif: Motif) -> None:
    chosen = cast_of(motif, seed=1)
    one, other = (
        painted(
            chosen, dice=np.random.default_rng(seed), on_step=quiet, side=_SMALL_SIDE
        )
        for seed in (11, 12)
    )

    coarse = [each.reshape(12, 8, 12, 8, 3).mean(axis=(1, 3)) for each in (one, other)]
    assert np.abs(coarse[0] - coarse[1]).mean() > 4


def test_there_are_many_families_of_motif() -> None:
    assert len({motif.name for motif in MOTIFS}) == len(MOTIFS)
    assert len(MOTIFS) >= 20
