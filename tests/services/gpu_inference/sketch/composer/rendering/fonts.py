"""A SoundFont of one sine, small enough to be written by a test."""

import struct
from pathlib import Path

import numpy as np

RATE = 48_000
HERTZ = 480.0
"""The pitch of the recording: one hundred frames a period."""
_ROOT_KEY = 71
_CENTS_SHARP = -49
"""480 Hz is 49 cents below B4."""


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _list(name: bytes, *chunks: bytes) -> bytes:
    return _chunk(b"LIST", name + b"".join(chunks))


def _records(name: bytes, layout: str, *rows: tuple[object, ...]) -> bytes:
    return _chunk(name, b"".join(struct.pack("<" + layout, *row) for row in rows))


def _articulation() -> bytes:
    """One preset, one instrument, one looped sample (SoundFont 2.04, section 7)."""
    sample = (b"sine", 0, 4_800, 0, 4_800, RATE, _ROOT_KEY, -_CENTS_SHARP, 0, 1)
    return _list(
        b"pdta",
        _records(
            b"phdr",
            "20s3H3I",
            (b"sine", 0, 0, 0, 0, 0, 0),
            (b"EOP", 0, 0, 1, 0, 0, 0),
        ),
        _records(b"pbag", "2H", (0, 0), (1, 0)),
        _records(b"pmod", "2HhHH", (0, 0, 0, 0, 0)),
        _records(b"pgen", "2H", (41, 0), (0, 0)),
        _records(b"inst", "20sH", (b"sine", 0), (b"EOI", 1)),
        _records(b"ibag", "2H", (0, 0), (2, 0)),
        _records(b"imod", "2HhHH", (0, 0, 0, 0, 0)),
        _records(b"igen", "2H", (54, 1), (53, 0), (0, 0)),
        _records(b"shdr", "20s5IBbHH", sample, (b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)),
    )


def write_sine_font(path: Path) -> Path:
    wave = np.sin(2 * np.pi * HERTZ * np.arange(4_846) / RATE)
    pcm = (20_000 * wave).astype("<i2").tobytes()
    info = _list(
        b"INFO",
        _chunk(b"ifil", struct.pack("<2H", 2, 4)),
        _chunk(b"isng", b"EMU8000\0"),
        _chunk(b"INAM", b"sine\0\0"),
    )
    body = b"sfbk" + info + _list(b"sdta", _chunk(b"smpl", pcm)) + _articulation()
    path.write_bytes(_chunk(b"RIFF", body))
    return path
