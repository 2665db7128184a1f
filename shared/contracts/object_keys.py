"""Where a song's objects lie. Keys come from the song, so a retry overwrites."""

from uuid import UUID


def prefix(song_id: UUID) -> str:
    return f"songs/{song_id}/"


def master(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.flac"


def mp3(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.mp3"


def wav(song_id: UUID) -> str:
    return f"{prefix(song_id)}audio.wav"


def cover(song_id: UUID) -> str:
    return f"{prefix(song_id)}cover.png"
