"""What a song's files say about themselves, whatever their format."""

from dataclasses import dataclass
from typing import Final

from shared.contracts.songs import FinishSong

ENCODED_BY: Final = "MusicGenerator"


@dataclass(frozen=True, kw_only=True, slots=True)
class SongTags:
    """Enough to find the song and make it again; no ids and no dates."""

    title: str
    artist: str
    lyrics: str
    """Blank when instrumental."""
    genres: tuple[str, ...]
    bpm: int
    key_scale: str
    """Such as ``A minor``."""
    seed: int
    engine: str
    cover_png: bytes
    cover_pixels: int
    """Width and height of the cover."""


def tags_of(request: FinishSong, *, cover_png: bytes, cover_pixels: int) -> SongTags:
    return SongTags(
        title=request.sheet.title,
        artist=request.artist,
        lyrics=request.sheet.lyrics,
        genres=request.sheet.categories,
        bpm=request.sheet.bpm,
        key_scale=request.sheet.key_scale,
        seed=request.seed,
        engine=request.audio.engine,
        cover_png=cover_png,
        cover_pixels=cover_pixels,
    )
