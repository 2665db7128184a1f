"""The formats that listeners get, made from the master a second at a time.

Long writes in one call have crashed libsndfile, and a block at a time lets a
cancelled song stop within a fraction of a second.
"""

from pathlib import Path
from typing import Final

import lameenc
import soundfile

from services.gpu_inference.engines.engine import SAMPLE_RATE, OnStep
from services.gpu_inference.master import CHANNELS, read_blocks

MP3_KBIT_PER_SECOND: Final = 256
# LAME's own default for constant bit rates; 2 costs more time for nothing audible.
_LAME_QUALITY: Final = 3


def encode_mp3(master: Path, path: Path, *, tag: bytes, on_step: OnStep) -> None:
    """Write ``tag`` and then the music as MP3; the same input gives the same bytes.

    The bit rate is constant, because lameenc writes no Xing header and players
    would guess the length of a variable one wrongly.
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(CHANNELS)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_bit_rate(MP3_KBIT_PER_SECOND)
    encoder.set_quality(_LAME_QUALITY)
    with path.open("wb") as file:
        file.write(tag)
        for block in read_blocks(master, on_step=on_step):
            file.write(encoder.encode(block.astype("<i2").tobytes()))
        file.write(encoder.flush())


def decode_wav(master: Path, path: Path, *, on_step: OnStep) -> None:
    """Write the master's samples as they are, as WAV of 16 bits."""
    with soundfile.SoundFile(
        path, "w", SAMPLE_RATE, CHANNELS, subtype="PCM_16", format="WAV"
    ) as file:
        for block in read_blocks(master, on_step=on_step):
            file.write(block)
