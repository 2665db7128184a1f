"""Casting: words and genres choose the motif and the palette, seeds vary them."""

from collections import Counter

import numpy as np
import pytest

from services.gpu_inference.engines.sketch.painter.casting import Cast, cast, words_of
from services.gpu_inference.engines.sketch.painter.gallery import MOTIFS
from services.gpu_inference.engines.sketch.painter.themes import (
    MOODS_OF_GENRE,
    MOODS_OF_WORD,
)
from shared.contracts.songs import WrittenSong
from shared.domain.categories import CATEGORIES
from tests.services.gpu_inference.sketch.painter.songs import sheet_of

_DRAWS = 40


def casts_of(sheet: WrittenSong) -> list[Cast]:
    return [cast(sheet, dice=np.random.default_rng(seed)) for seed in range(_DRAWS)]


def share_of(motifs: tuple[str, ...], sheet: WrittenSong) -> float:
    return sum(each.motif.name in motifs for each in casts_of(sheet)) / _DRAWS


@pytest.mark.parametrize(
    ("title", "motifs"),
    [
        ("Salt and Lanterns", ("harbour", "lanterns", "swell")),
        ("City Rain", ("window", "city")),
        ("Desert Caravan", ("dunes",)),
        ("Mountains and Mist", ("ridges",)),
        ("Flower of My Heart", ("dahlia",)),
        ("Lost in Space", ("planet",)),
        ("The Long Road Home", ("road", "blocks", "weave")),
        ("Winter Aurora", ("aurora",)),
        ("Lluvia en la ciudad", ("window", "city")),
    ],
)
def test_words_in_the_title_choose_the_motif(
    title: str, motifs: tuple[str, ...]
) -> None:
    assert share_of(motifs, sheet_of(title=title, categories=("Pop",))) > 0.8


def test_a_title_leads_where_the_prompt_says_otherwise() -> None:
    sheet = sheet_of(title="Desert Dunes", prompt="night city rain")

    assert share_of(("dunes",), sheet) > share_of(("window", "city"), sheet)


def test_a_maritime_title_gets_the_colours_of_the_sea_or_the_night() -> None:
    found = casts_of(sheet_of(title="Salt and Lanterns"))

    fitting = [
        any(mood in ("sea", "night") for mood in each.palette.moods) for each in found
    ]

    assert sum(fitting) / _DRAWS > 0.9


def test_a_song_without_theme_words_follows_its_genre() -> None:
    suited = tuple(each.name for each in MOTIFS if "Synthwave" in each.genres)

    assert share_of(suited, sheet_of(title="Ooh", categories=("Synthwave",))) > 0.5


@pytest.mark.parametrize("genre", CATEGORIES)
def test_songs_of_one_genre_differ(genre: str) -> None:
    found = casts_of(sheet_of(title="Ooh", categories=(genre,)))

    most_common = Counter(each.motif.name for each in found).most_common(1)[0][1]
    assert most_common / _DRAWS < 0.6
    assert len(Counter(each.palette.name for each in found)) >= 8


def test_the_palette_always_suits_the_motif() -> None:
    for genre in CATEGORIES[::4]:
        for each in casts_of(sheet_of(title="Ooh", categories=(genre,))):
            assert any(mood in each.motif.moods for mood in each.palette.moods)


def test_words_are_read_in_the_singular_whatever_their_case() -> None:
    assert words_of("Salt & LANTERNS, Cities; glass") == (
        "salt",
        "lantern",
        "city",
        "glass",
    )


def test_every_theme_word_is_one_that_reading_a_title_can_yield() -> None:
    listed = [word for each in MOTIFS for word in each.words] + list(MOODS_OF_WORD)

    unreachable = [word for word in listed if words_of(word) != (word,)]

    assert unreachable == []


def test_every_genre_has_moods_and_motifs() -> None:
    for genre in CATEGORIES:
        assert MOODS_OF_GENRE[genre]
        assert sum(genre in each.genres for each in MOTIFS) >= 2


def test_motifs_name_only_genres_that_exist() -> None:
    named = [genre for each in MOTIFS for genre in each.genres]

    assert [genre for genre in named if genre not in CATEGORIES] == []
    assert [genre for genre in MOODS_OF_GENRE if genre not in CATEGORIES] == []
