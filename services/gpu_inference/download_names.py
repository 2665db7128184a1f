"""The name under which a song is saved by whoever downloads it."""

import re
import unicodedata
from typing import Final

# Twice this, " - " and a suffix stay below the 255 bytes of Linux file systems.
_MOST_BYTES: Final = 110
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
_SPACE: Final = re.compile(r"\s+")


def download_name(*, artist: str, title: str, suffix: str) -> str:
    """``Artist - Title.mp3``, safe as a file name on Windows, macOS and Linux."""
    parts = [part for part in (_safe(artist), _safe(title)) if part]
    return (" - ".join(parts) or "song") + suffix


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFC", _SPACE.sub(" ", text))
    # Categories that begin with C are controls, among them marks that turn the
    # direction of writing and so can hide what kind of file this is.
    visible = "".join(c for c in plain if not unicodedata.category(c).startswith("C"))
    # Windows drops dots and spaces at the end; a dot at the start hides the file.
    kept = _FORBIDDEN.sub("", visible).encode()[:_MOST_BYTES]
    return kept.decode(errors="ignore").strip(" .")
