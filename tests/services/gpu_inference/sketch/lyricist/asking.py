"""Asking the lyricist for songs, and taking its sheets apart."""

from uuid import UUID

from services.gpu_inference.engines.sketch.lyricist.lyricist import SketchLyricist
from shared.contracts.songs import SongRecipe, WriteSong, WrittenSong
from shared.domain.songs import SongMode

SONG_ID = UUID(int=7)
DESCRIPTIONS = (
    "A dreamy synthwave song about driving at night through Tokyo, missing Maria",
    "an old lighthouse keeper who waits for his wife by the sea",
    "my dog Biscuit and my grandmother's kitchen in Naples",
    "lonely robot learning to love, sad piano",
    "heartbreak",
    "summer rain in the city, coffee with an old friend",
    "una canción sobre la lluvia",
    "nothing in particular",
)


def write(recipe: SongRecipe) -> WrittenSong:
    request = WriteSong(song_id=SONG_ID, recipe=recipe)
    return SketchLyricist().write(request, on_step=lambda _step, _steps: None)


def described(text: str, *, seed: int = 1, seconds: float = 180.0) -> WrittenSong:
    return write(
        SongRecipe(
            mode=SongMode.DESCRIPTION,
            audio_duration=seconds,
            seed=seed,
            full_described_song=text,
        )
    )


def tagged(prompt: str, *, seed: int = 1) -> WrittenSong:
    return write(
        SongRecipe(
            mode=SongMode.LYRICS,
            audio_duration=30.0,
            seed=seed,
            prompt=prompt,
            lyrics="[verse]\nla la la",
        )
    )


def sections_of(lyrics: str) -> list[tuple[str, list[str]]]:
    """Each section's name and its lines."""
    parts = [part.split("\n") for part in lyrics.split("\n\n")]
    return [(lines[0].strip("[]"), lines[1:]) for lines in parts]


def couplets_of(lyrics: str) -> list[tuple[str, str]]:
    return [
        (lines[place], lines[place + 1])
        for _, lines in sections_of(lyrics)
        for place in range(0, len(lines), 2)
    ]
