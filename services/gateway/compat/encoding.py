"""A WAV file inside JSON, a piece at a time: a song is too large to hold whole."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Final

# Of three bytes base64 makes four: pieces fit together without padding between.
_PIECE_BYTES: Final = 3 * 64 * 1024


def demo_of(path: Path) -> Iterator[bytes]:
    """A ``Demo``, as it is sent."""
    yield b'{"audio_data":"'
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield b64encode(piece)
    yield b'"}'
