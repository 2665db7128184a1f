"""Where a song's objects lie. Keys come from the song, so a retry overwrites."""

import re
from typing import Final
from uuid import UUID

ROOT: Final = "songs/"
"""Above all of them."""

_OF_A_SONG: Final = re.compile(
    rf"{ROOT}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})/."
)


def prefix(song_id: UUID) -> str:
    return f"{ROOT}{song_id}/"


def song_of(key: str) -> UUID | None:
    """Whose object it is; None when no song of ours can have such a key."""
    found = _OF_A_SONG.match(key)
    return UUID(found[1]) if found else None


def master(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.flac"


def mp3(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.mp3"


def wav(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.wav"


def cover(song_id: UUID) -> str:
    return f"{prefix(song_id)}cover.png"
