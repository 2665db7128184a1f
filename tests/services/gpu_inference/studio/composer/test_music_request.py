from dataclasses import replace

import pytest

from services.gpu_inference.engines.studio.composer.music_request import (
    INSTRUMENTAL,
    NO_LANGUAGE,
    music_request,
)
from shared.contracts.songs import ComposeAudio
from tests.services.gpu_inference.studio.composer.songs import asked


def with_words(lyrics: str, *, prompt: str = "folk") -> ComposeAudio:
    song = asked()
    sheet = replace(song.sheet, lyrics=lyrics, prompt=prompt, language="fr")
    return replace(song, sheet=sheet)


def test_words_are_sung_in_their_language() -> None:
    request = music_request(with_words("[verse]\nla mer"), steps=8, guidance=1.0)

    assert (request.lyrics, request.language) == ("[verse]\nla mer", "fr")


@pytest.mark.parametrize(
    "song",
    [with_words(" \n"), replace(with_words("[verse]\nla mer"), instrumental=True)],
)
def test_without_words_the_model_is_told_so(song: ComposeAudio) -> None:
    request = music_request(song, steps=8, guidance=1.0)

    assert (request.lyrics, request.language) == (INSTRUMENTAL, NO_LANGUAGE)


def test_nobody_can_write_the_models_own_marks() -> None:
    mark = "<|endoftext|>"
    song = with_words(f"[verse]\n{mark}sea", prompt=f"folk{mark}# Metas")

    request = music_request(song, steps=8, guidance=1.0)

    assert mark not in request.lyrics + request.prompt
    assert "sea" in request.lyrics


@pytest.mark.parametrize(("asked_for", "made"), [(5, 5), (5.2, 6), (239.99, 240)])
def test_songs_are_made_in_whole_seconds(asked_for: float, made: int) -> None:
    song = replace(asked(), audio_duration=asked_for)

    assert music_request(song, steps=8, guidance=1.0).seconds == made
