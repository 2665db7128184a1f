"""Oklab conversions and leading colours, against published values and plain cases."""

import numpy as np
import pytest

from services.gpu_inference.colors import (
    hex_of,
    leading_colors,
    oklab_from_oklch,
    oklab_from_srgb,
    srgb_from_oklab,
)


@pytest.mark.parametrize(
    ("srgb", "lab"),
    [
        ((1.0, 1.0, 1.0), (1.0, 0.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.62796, 0.22486, 0.12585)),
        ((0.0, 1.0, 0.0), (0.86644, -0.23389, 0.17950)),
        ((0.0, 0.0, 1.0), (0.45201, -0.03246, -0.31153)),
    ],
)
def test_the_primaries_have_their_published_oklab_values(
    srgb: tuple[float, ...], lab: tuple[float, ...]
) -> None:
    assert oklab_from_srgb(np.array(srgb)) == pytest.approx(np.array(lab), abs=2e-4)


def test_colours_survive_the_way_to_oklab_and_back() -> None:
    colors = np.random.default_rng(1).random((200, 3))

    assert srgb_from_oklab(oklab_from_srgb(colors)) == pytest.approx(colors, abs=1e-3)


def test_a_colour_out_of_gamut_keeps_its_lightness_and_hue() -> None:
    lab = oklab_from_oklch(0.7, 0.4, 150.0)

    assert lab[0] == pytest.approx(0.7)
    assert np.rad2deg(np.arctan2(lab[2], lab[1])) == pytest.approx(150.0, abs=0.01)
    assert 0.1 < np.hypot(lab[1], lab[2]) < 0.3


def test_the_most_colourful_patch_leads_though_it_is_small() -> None:
    picture = np.full((256, 256, 3), (60, 80, 100), dtype=np.uint8)
    picture[:48, :48] = (230, 70, 20)

    first, second = leading_colors(picture)

    assert first == "#e64614"
    assert second == "#3c5064"


def test_a_speck_is_too_small_to_lead() -> None:
    picture = np.full((256, 256, 3), (60, 80, 100), dtype=np.uint8)
    picture[128:] = (200, 170, 90)
    picture[:6, :6] = (255, 0, 0)

    assert leading_colors(picture) == ("#c8aa5a", "#3c5064")


def test_a_near_twin_of_the_leader_is_passed_over() -> None:
    picture = np.full((256, 256, 3), (230, 70, 20), dtype=np.uint8)
    picture[64:128] = (222, 78, 32)
    picture[128:] = (40, 90, 80)

    assert leading_colors(picture)[1] == "#285a50"


def test_a_flat_picture_still_has_two_colours() -> None:
    picture = np.full((64, 64, 3), 128, dtype=np.uint8)

    assert leading_colors(picture) == ("#808080", "#808080")


def test_hex_is_six_lower_case_digits() -> None:
    assert hex_of(np.array((1, 171, 255), dtype=np.uint8)) == "#01abff"
