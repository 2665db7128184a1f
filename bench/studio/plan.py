"""What is measured in one run, and how much of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from shared.contracts.songs import ComposeAudio, WrittenSong

PARTS: Final = ("ceiling", "composer", "worker", "writer", "painter")


class Size(StrEnum):
    """``auto`` is 2B on a card, and tiny where there is none."""

    AUTO = "auto"
    TINY = "tiny"
    TWO_BILLION = "2b"
    XL = "xl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    seconds: tuple[int, ...]
    """Lengths of songs."""
    batches: tuple[int, ...]
    songs: int
    """At least so many in each measurement."""
    steps: int | None
    """None: as many as the model takes by default."""
    tokens: int
    """To write for each song."""


SMALL: Final = Plan(seconds=(10,), batches=(1, 4), songs=4, steps=4, tokens=48)
FULL: Final = Plan(
    seconds=(30, 60, 180), batches=(1, 2, 4, 8, 16), songs=16, steps=None, tokens=256
)

_VERSE: Final = """[verse]
The river keeps a secret that the morning never told
I carry it in silence till the evening light is gold
[chorus]
Stay with me, stay with me, until the night is over
"""

SHEET: Final = WrittenSong(
    title="River Song",
    prompt="folk, warm, acoustic guitar, female vocal",
    lyrics=2 * _VERSE,
    categories=("Folk",),
    bpm=96,
    key_scale="A minor",
    time_signature="4",
)


def song(number: int, *, seconds: int, steps: int | None) -> ComposeAudio:
    return ComposeAudio(
        song_id=UUID(int=number),
        sheet=SHEET,
        audio_duration=seconds,
        seed=number,
        infer_step=steps,
    )
