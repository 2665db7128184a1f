"""Recipes to write from, and answers that a language model could give."""

import json
from typing import Any
from uuid import UUID

from services.gpu_inference.engines.studio.writer.lyricist import StudioLyricist
from services.gpu_inference.engines.studio.writer.text_model import TextModel
from shared.contracts.songs import SongRecipe, WriteSong, WrittenSong
from shared.domain.songs import SongMode
from tests.fakes.engine import ignore

GOOD_ANSWER: dict[str, Any] = {
    "language": "en",
    "tags": ["indie folk", "warm female vocal", "acoustic guitar"],
    "categories": ["Folk", "Indie", "Acoustic"],
    "bpm": 92,
    "key_scale": "A minor",
    "time_signature": "4",
    "lyrics": [
        {"section": "verse", "lines": ["The train is late", "The sea is grey"]},
        {"section": "chorus", "lines": ["Carry me over", "Carry me home"]},
    ],
    "title": "Night Train",
}


def described(
    text: str = "A night train by the sea", *, seed: int = 1, seconds: float = 8
) -> SongRecipe:
    return SongRecipe(
        mode=SongMode.DESCRIPTION,
        audio_duration=seconds,
        seed=seed,
        full_described_song=text,
    )


def with_lyrics(
    lyrics: str = "[verse]\nla la la",
    *,
    prompt: str = "folk, calm",
    title: str = "",
    instrumental: bool = False,
) -> SongRecipe:
    return SongRecipe(
        mode=SongMode.LYRICS,
        audio_duration=8,
        seed=1,
        prompt=prompt,
        lyrics=lyrics,
        title=title,
        instrumental=instrumental,
    )


def with_described_lyrics(
    text: str = "my dog Biscuit",
    *,
    prompt: str = "folk, calm",
    instrumental: bool = False,
) -> SongRecipe:
    return SongRecipe(
        mode=SongMode.DESCRIBED_LYRICS,
        audio_duration=8,
        seed=1,
        prompt=prompt,
        described_lyrics=text,
        instrumental=instrumental,
    )


def answer(**changes: object) -> str:
    return json.dumps(GOOD_ANSWER | changes)


def write(model: TextModel, recipe: SongRecipe) -> WrittenSong:
    request = WriteSong(song_id=UUID(int=7), recipe=recipe)
    return StudioLyricist(model).write(request, on_step=ignore)
