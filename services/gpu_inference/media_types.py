"""Content types of the objects that make up a song."""

from typing import Final

FLAC: Final = "audio/flac"
MP3: Final = "audio/mpeg"
WAV: Final = "audio/wav"
PNG: Final = "image/png"
