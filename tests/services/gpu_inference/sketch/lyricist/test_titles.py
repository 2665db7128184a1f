"""Titles are short, in title case, and come from the theme or from the lyrics given."""

import pytest

from services.gpu_inference.engines.sketch.lyricist.sung_hook import sung_hook
from services.gpu_inference.engines.sketch.lyricist.titles import title_case
from shared.contracts.songs import SongRecipe
from shared.domain.songs import SongMode
from tests.services.gpu_inference.sketch.lyricist.asking import (
    DESCRIPTIONS,
    described,
    write,
)

GIVEN = """[verse]
I walked along the shore
[chorus]
Carry me to morning, carry me
Carry me to morning, carry me
"""


@pytest.mark.parametrize("text", DESCRIPTIONS)
@pytest.mark.parametrize("seed", range(8))
def test_a_written_title_is_one_to_seven_words(text: str, seed: int) -> None:
    title = described(text, seed=seed).title

    assert 1 <= len(title.split()) <= 7
    assert len(title) <= 60
    assert title[0] == title[0].upper()


def test_small_words_stay_small_inside_a_title() -> None:
    assert title_case("back to the sea of my heart") == "Back to the Sea of My Heart"
    assert title_case("the of") == "The Of"


def test_given_lyrics_are_named_after_the_line_they_repeat() -> None:
    recipe = SongRecipe(
        mode=SongMode.LYRICS, audio_duration=60.0, seed=1, prompt="folk", lyrics=GIVEN
    )

    assert write(recipe).title == "Carry Me to Morning"


@pytest.mark.parametrize(
    ("lyrics", "hook"),
    [
        ("[chorus]\nCome home", "Come home"),
        ("one\ntwo\ntwo", "two"),
        ("one\ntwo", ""),
        ("", ""),
        ("[chorus]\n!!!", ""),
    ],
)
def test_the_hook_is_what_comes_back(lyrics: str, hook: str) -> None:
    assert sung_hook(lyrics) == hook
