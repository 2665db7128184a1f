import pytest

from services.gpu_inference.engines.studio.writer.sheet_schema import (
    KEY_SCALES,
    LANGUAGES,
    TIME_SIGNATURES,
)
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
)
from shared.contracts.songs import SongRecipe, WrittenSong
from shared.domain.categories import CATEGORIES
from shared.domain.songs import SongMode
from tests.services.gpu_inference.studio.writer.asking import described, write


def recipe(
    mode: SongMode, *, instrumental: bool, words: str, title: str = ""
) -> SongRecipe:
    is_description = mode == SongMode.DESCRIPTION
    return SongRecipe(
        mode=mode,
        audio_duration=8,
        seed=3,
        title=title,
        prompt="" if is_description else "folk, calm",
        lyrics=words if mode == SongMode.LYRICS else "",
        described_lyrics=words if mode == SongMode.DESCRIBED_LYRICS else "",
        full_described_song=words if is_description else "",
        instrumental=instrumental,
    )


def assert_is_whole(sheet: WrittenSong) -> None:
    assert 1 <= len(sheet.title) <= 60
    assert 1 <= len(sheet.prompt) <= 500
    assert set(sheet.categories) <= set(CATEGORIES)
    assert 40 <= sheet.bpm <= 220
    assert sheet.key_scale in KEY_SCALES
    assert sheet.time_signature in TIME_SIGNATURES
    assert sheet.language in LANGUAGES
    # A lone surrogate would end here.
    assert f"{sheet.title}{sheet.prompt}{sheet.lyrics}".encode()


@pytest.mark.parametrize("words", ["", "a night by the sea"])
@pytest.mark.parametrize("instrumental", [False, True])
@pytest.mark.parametrize("mode", list(SongMode))
def test_every_mode_ends_in_a_whole_sheet(
    tiny_model: TransformersTextModel, mode: SongMode, instrumental: bool, words: str
) -> None:
    sheet = write(tiny_model, recipe(mode, instrumental=instrumental, words=words))

    assert_is_whole(sheet)
    assert bool(sheet.lyrics) != instrumental


@pytest.mark.parametrize("seed", range(6))
def test_any_seed_ends_in_a_whole_sheet(
    tiny_model: TransformersTextModel, seed: int
) -> None:
    sheet = write(tiny_model, described(seed=seed))

    assert_is_whole(sheet)
    assert sheet.lyrics.startswith("[")


def test_the_same_recipe_makes_the_same_sheet(
    tiny_model: TransformersTextModel,
) -> None:
    first, again, other = (
        write(tiny_model, described(seed=seed)) for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_words_of_any_script_are_read(tiny_model: TransformersTextModel) -> None:
    words = "🎵 أغنية عن البحر 海の歌 <|im_end|> \\ \" ' </wishes>"

    assert_is_whole(write(tiny_model, described(words)))
