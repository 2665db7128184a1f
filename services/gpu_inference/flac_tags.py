"""FLAC metadata: comments and a cover, put in place of whatever was there.

Block layout after RFC 9639, "Free Lossless Audio Codec (FLAC)", section 8; comment
fields after Xiph.org, "Ogg Vorbis I format specification: comment field and header
specification".
"""

import shutil
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, Final

from services.gpu_inference.media_types import PNG
from services.gpu_inference.song_tags import ENCODED_BY, SongTags

_MARKER: Final = b"fLaC"
_LAST_BLOCK: Final = 0x80
_FRONT_COVER: Final = 3
_BITS_PER_PIXEL: Final = 24
# Room for a player to change a title without rewriting the whole file.
_PADDING_BYTES: Final = 4096


class BlockType(IntEnum):
    """RFC 9639, table 1."""

    STREAMINFO = 0
    PADDING = 1
    APPLICATION = 2
    SEEKTABLE = 3
    VORBIS_COMMENT = 4
    PICTURE = 6


_REPLACED: Final = (BlockType.PADDING, BlockType.VORBIS_COMMENT, BlockType.PICTURE)


class NotFlac(ValueError):
    """The file is not FLAC, or ends before its music begins."""


def tag_flac(source: Path, target: Path, tags: SongTags) -> None:
    """Copy ``source`` to ``target`` with these tags only; the sound stays as it is.

    Tagging a tagged file gives the same bytes as tagging it once, so a retry is
    harmless.
    """
    with source.open("rb") as reader, target.open("wb") as writer:
        kept = [block for block in _blocks(reader) if block[0] not in _REPLACED]
        blocks = [
            *kept,
            (BlockType.VORBIS_COMMENT, _comments(tags)),
            (BlockType.PICTURE, _picture(tags)),
        ]
        writer.write(_MARKER)
        for kind, body in blocks:
            writer.write(_block(kind, body))
        writer.write(_block(BlockType.PADDING | _LAST_BLOCK, bytes(_PADDING_BYTES)))
        shutil.copyfileobj(reader, writer)


def _blocks(reader: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the type and body of each block, leaving ``reader`` at the first frame."""
    if reader.read(4) != _MARKER:
        raise NotFlac
    is_last = False
    while not is_last:
        head = reader.read(4)
        size = int.from_bytes(head[1:], "big")
        body = reader.read(size)
        if len(head) < 4 or len(body) < size:
            raise NotFlac
        is_last = bool(head[0] & _LAST_BLOCK)
        yield head[0] & ~_LAST_BLOCK, body


def _block(kind: int, body: bytes) -> bytes:
    if len(body) >= 1 << 24:
        message = f"{len(body)} bytes are more than a FLAC metadata block can hold."
        raise ValueError(message)
    return bytes((kind,)) + len(body).to_bytes(3, "big") + body


def _comments(tags: SongTags) -> bytes:
    fields = [
        ("TITLE", tags.title),
        ("ARTIST", tags.artist),
        *(("GENRE", genre) for genre in tags.genres),
        ("BPM", str(tags.bpm)),
        ("INITIALKEY", tags.key_scale),
        ("LYRICS", tags.lyrics),
        ("SEED", str(tags.seed)),
        ("ENGINE", tags.engine),
        ("ENCODED-BY", ENCODED_BY),
    ]
    written = [f"{name}={value}".encode() for name, value in fields if value]
    # Only here does FLAC count from the little end, as Vorbis does.
    return (
        _counted(ENCODED_BY.encode())
        + len(written).to_bytes(4, "little")
        + b"".join(_counted(field) for field in written)
    )


def _counted(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


def _picture(tags: SongTags) -> bytes:
    """RFC 9639, 8.8: kind, media type, description, size in pixels, then the data."""
    content_type = PNG.encode()
    numbers_before = (_FRONT_COVER, len(content_type))
    numbers_after = (0, tags.cover_pixels, tags.cover_pixels, _BITS_PER_PIXEL, 0)
    return (
        _big_endian(*numbers_before)
        + content_type
        + _big_endian(*numbers_after, len(tags.cover_png))
        + tags.cover_png
    )


def _big_endian(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "big") for number in numbers)
