"""The plain cover: what a song shows when its painter failed."""

import re

import numpy as np
import pytest

from services.gpu_inference.plain_cover import plain_cover


def test_a_plain_cover_is_a_full_square_of_bytes() -> None:
    cover = plain_cover("Paper Moon", seed=1)

    assert cover.pixels.shape == (1024, 1024, 3)
    assert cover.pixels.dtype == np.uint8


def test_the_same_title_and_seed_give_the_same_cover() -> None:
    one, other = (plain_cover("Paper Moon", seed=1) for _ in range(2))

    assert np.array_equal(one.pixels, other.pixels)
    assert one.colors == other.colors


def test_titles_and_seeds_vary_the_colours() -> None:
    by_seed = {plain_cover("Undertow", seed=seed).colors for seed in range(8)}
    by_title = {plain_cover(title, seed=1).colors for title in "abcdefgh"}

    assert len(by_seed) >= 3
    assert len(by_title) >= 3


@pytest.mark.parametrize("seed", range(8))
def test_the_disc_stands_out_from_the_ground(seed: int) -> None:
    pixels = plain_cover("", seed=seed).pixels.astype(int)

    middle = pixels[480:544, 480:544].mean(axis=(0, 1))
    corner = pixels[:64, :64].mean(axis=(0, 1))
    assert np.abs(middle - corner).max() > 60


@pytest.mark.parametrize("seed", range(8))
def test_the_colours_are_two_different_ones_from_the_picture(seed: int) -> None:
    cover = plain_cover("Blue Hour", seed=seed)

    flat = cover.pixels.reshape(-1, 3)
    assert cover.colors[0] != cover.colors[1]
    for color in cover.colors:
        assert re.fullmatch(r"#[0-9a-f]{6}", color)
        wanted = np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)
        assert (flat == wanted).all(axis=1).any()
