"""A sheet is always valid, keeps what was given and depends on the recipe alone."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contracts.songs import SongRecipe, WrittenSong
from shared.domain.categories import CATEGORIES
from shared.domain.songs import SongMode
from tests.services.gpu_inference.sketch.lyricist.asking import (
    described,
    sections_of,
    write,
)

ANY_TEXT = st.text(max_size=300) | st.sampled_from(
    (
        "x" * 2000,
        "word " * 400,
        "😀🎸🔥",
        "1234567890",
        "أغنية عن البحر والليل",
        "关于夏天和雨的歌",
        "[verse]\nmine\n[chorus]\n<b>{x|y}</b>",
        "\x00\x1b[31m\u202e",
        "'s 's no not without",
        "I I I I I A A minor minor bpm 0 bpm",
    )
)
RECIPES = st.builds(
    SongRecipe,
    mode=st.sampled_from(SongMode),
    audio_duration=st.floats(min_value=5, max_value=300),
    seed=st.integers(min_value=0, max_value=2**63),
    title=ANY_TEXT | st.just(""),
    prompt=ANY_TEXT,
    lyrics=ANY_TEXT,
    full_described_song=ANY_TEXT,
    described_lyrics=ANY_TEXT,
    instrumental=st.booleans(),
)
DESCRIBED_LYRICS = SongRecipe(
    mode=SongMode.DESCRIBED_LYRICS,
    audio_duration=60.0,
    seed=3,
    prompt="Warm SOUL,  no drums,90 bpm",
    described_lyrics="two friends on a night train to Berlin",
)
FINGERPRINT = """
import hashlib
from tests.services.gpu_inference.sketch.lyricist.asking import DESCRIPTIONS, described
sheets = [described(text, seed=seed) for text in DESCRIPTIONS for seed in range(3)]
print(hashlib.sha256(repr(sheets).encode()).hexdigest())
"""


def is_valid(sheet: WrittenSong) -> bool:
    tonic, mode = sheet.key_scale.split()
    return (
        1 <= len(sheet.title) <= 120
        and 1 <= len(sheet.prompt) <= 500
        and len(sheet.lyrics) <= 5000
        and 1 <= len(sheet.categories) <= 5
        and set(sheet.categories) <= set(CATEGORIES)
        and 40 <= sheet.bpm <= 220
        and tonic[0] in "ABCDEFG"
        and mode in ("major", "minor", "dorian", "mixolydian", "phrygian", "lydian")
        and sheet.time_signature in ("3", "4", "6")
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECIPES)
def test_any_recipe_gives_a_valid_sheet(recipe: SongRecipe) -> None:
    sheet = write(recipe)

    assert is_valid(sheet)
    assert recipe.title.strip() or len(sheet.title) <= 60
    if recipe.instrumental:
        assert sheet.lyrics == ""
    elif recipe.mode == SongMode.LYRICS:
        assert sheet.lyrics == recipe.lyrics.strip()[:5000]


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT, st.integers(min_value=0, max_value=99))
def test_no_description_can_forge_a_section(text: str, seed: int) -> None:
    lyrics = described(f"song about {text}", seed=seed).lyrics

    names = [name for name, _ in sections_of(lyrics)] if lyrics else []
    assert lyrics.count("[") == lyrics.count("]") == len(names)
    assert set(names) <= {"verse", "chorus", "bridge", "outro"}


def test_given_lyrics_and_prompt_are_kept_to_the_letter() -> None:
    lyrics = "[Verse 1]\n  two  spaces, NO rhyme\n\n[whatever]\nÿ 🎵"
    sheet = write(
        SongRecipe(
            mode=SongMode.LYRICS,
            audio_duration=30.0,
            seed=1,
            prompt="Warm SOUL,  no drums,90 bpm",
            lyrics=f"\n{lyrics}\n ",
        )
    )

    assert sheet.lyrics == lyrics
    assert sheet.prompt == "Warm SOUL,  no drums,90 bpm"


def test_a_prompt_is_kept_when_only_the_lyrics_are_described() -> None:
    sheet = write(DESCRIBED_LYRICS)

    assert sheet.prompt == DESCRIBED_LYRICS.prompt
    assert sheet.bpm == 90
    assert sheet.categories[0] == "Soul"
    assert "[chorus]" in sheet.lyrics


def test_a_given_title_is_kept_and_sung() -> None:
    sheet = write(replace(DESCRIBED_LYRICS, title=" Paper Boats "))

    assert sheet.title == "Paper Boats"
    assert "Paper Boats" in sheet.lyrics


def test_a_given_title_cannot_forge_a_section() -> None:
    sheet = write(replace(DESCRIBED_LYRICS, title="[outro] Boats\n[verse]"))

    assert [name for name, _ in sections_of(sheet.lyrics)].count("outro") == 0
    assert sheet.lyrics.count("[") == len(sections_of(sheet.lyrics))


@pytest.mark.parametrize("mode", SongMode)
def test_an_instrumental_has_no_lyrics(mode: SongMode) -> None:
    recipe = replace(
        DESCRIBED_LYRICS,
        mode=mode,
        lyrics="la la",
        full_described_song="a song about rain",
        instrumental=True,
    )

    assert write(recipe).lyrics == ""


@pytest.mark.parametrize("text", ["instrumental jazz", "ambient, no vocals"])
def test_a_described_instrumental_has_no_lyrics(text: str) -> None:
    assert described(text).lyrics == ""


def test_an_instrumental_break_still_has_lyrics() -> None:
    assert described("rock song about rain with an instrumental break").lyrics != ""


def test_the_same_recipe_gives_the_same_sheet_in_any_process() -> None:
    prints = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    }

    assert len(prints) == 1


def test_other_seeds_give_other_lyrics() -> None:
    songs = {described("a song about the sea", seed=seed).lyrics for seed in range(20)}

    assert len(songs) == 20


def test_a_longer_cut_keeps_its_key_and_pace() -> None:
    short = described("a folk song about the sea", seconds=30)
    long = described("a folk song about the sea", seconds=240)

    assert (short.key_scale, short.bpm) == (long.key_scale, long.bpm)
    assert short.title == long.title


def test_a_sheet_is_written_in_less_than_300_milliseconds() -> None:
    described("warm up", seconds=240)

    started = time.process_time()
    described("an old lighthouse keeper by the sea in Maine " * 40, seconds=300)

    assert time.process_time() - started < 0.3
