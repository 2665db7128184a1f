"""ID3v2.4: the tag at the head of an MP3 file.

Structure and frames after M. Nilsson, "ID3 tag version 2.4.0 - Main Structure" and
"- Native Frames", 1 November 2000 (id3.org).
"""

import re
from typing import Final

from services.gpu_inference.media_types import PNG
from services.gpu_inference.song_tags import ENCODED_BY, SongTags

_UTF8: Final = b"\x03"
_FRONT_COVER: Final = b"\x03"
# Native Frames, 4: "If the language is not known the string "XXX" should be used."
_UNKNOWN_LANGUAGE: Final = b"XXX"
_KEY: Final = re.compile(r"([A-G])([#b]?) (major|minor)")


def id3_tag(tags: SongTags) -> bytes:
    """The whole tag, to be written before the first frame of sound."""
    frames = b"".join(
        (
            _text("TIT2", tags.title),
            _text("TPE1", tags.artist),
            _text("TCON", "\0".join(tags.genres)),
            _text("TBPM", str(tags.bpm)),
            _text("TKEY", ground_key(tags.key_scale)),
            _text("TENC", ENCODED_BY),
            _own_text("SEED", str(tags.seed)),
            _own_text("ENGINE", tags.engine),
            _lyrics(tags.lyrics),
            _picture(tags.cover_png),
        )
    )
    return b"ID3\x04\x00\x00" + _synchsafe(len(frames)) + frames


def ground_key(key_scale: str) -> str:
    """``A minor`` as TKEY has it, ``Am``; blank where TKEY has no word for it."""
    match = _KEY.fullmatch(key_scale.strip())
    if match is None:
        return ""
    note, accidental, mode = match.groups()
    return note + accidental + ("m" if mode == "minor" else "")


def _synchsafe(number: int) -> bytes:
    """Main Structure, 6.2: four bytes of seven bits each."""
    if number >= 1 << 28:
        message = f"{number} bytes are more than an ID3 tag can hold."
        raise ValueError(message)
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _synchsafe(len(body)) + b"\x00\x00" + body


def _text(name: str, value: str) -> bytes:
    # Native Frames, 4.2: an empty text frame says nothing, so it is left out.
    return _frame(name, _UTF8 + value.encode()) if value else b""


def _own_text(description: str, value: str) -> bytes:
    return _frame("TXXX", _UTF8 + description.encode() + b"\0" + value.encode())


def _lyrics(text: str) -> bytes:
    if not text:
        return b""
    return _frame("USLT", _UTF8 + _UNKNOWN_LANGUAGE + b"\0" + text.encode())


def _picture(png: bytes) -> bytes:
    head = _UTF8 + PNG.encode() + b"\0" + _FRONT_COVER + b"\0"
    return _frame("APIC", head + png)
