"""The palettes: many, well ordered, and free of the clichés we ban."""

from itertools import pairwise

import numpy as np
import pytest

from services.gpu_inference.colors import Floats, oklab_from_srgb
from services.gpu_inference.engines.sketch.painter.palette import Palette
from services.gpu_inference.engines.sketch.painter.palettes import PALETTES

by_name = pytest.mark.parametrize("palette", PALETTES, ids=lambda each: each.name)


def labs_of(palette: Palette) -> Floats:
    """The whole ladder of tones, then both accents."""
    ladder = palette.ramp(np.linspace(0, 1, 64))
    return oklab_from_srgb(np.concatenate([ladder, [palette.accent, palette.second]]))


def test_there_are_at_least_thirty_palettes_with_names_of_their_own() -> None:
    assert len({palette.name for palette in PALETTES}) == len(PALETTES) >= 30


@by_name
def test_the_ladder_climbs_from_dark_to_light_and_spans_enough(
    palette: Palette,
) -> None:
    lightness = labs_of(palette)[:64, 0]

    assert all(after > before - 1e-3 for before, after in pairwise(lightness))
    assert lightness[-1] - lightness[0] > 0.5


@by_name
def test_no_palette_holds_purple_or_pink(palette: Palette) -> None:
    labs = labs_of(palette)

    chroma = np.hypot(labs[:, 1], labs[:, 2])
    hue = np.rad2deg(np.arctan2(labs[:, 2], labs[:, 1])) % 360
    assert not ((chroma > 0.05) & (hue > 285) & (hue < 360)).any()


@by_name
def test_the_darkest_tone_is_not_black(palette: Palette) -> None:
    assert labs_of(palette)[0, 0] > 0.12


@by_name
def test_an_accent_stands_out_from_the_ladder(palette: Palette) -> None:
    labs = labs_of(palette)

    nearest = np.linalg.norm(labs[:64] - labs[64], axis=1).min()
    assert nearest > 0.03
