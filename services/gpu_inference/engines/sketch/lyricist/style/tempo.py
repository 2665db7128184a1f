"""How fast: the beats per minute a text states, or a pace that suits its words."""

import random
import re
from collections.abc import Iterable
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.mentions import (
    mentions,
    wanted,
)
from services.gpu_inference.engines.sketch.lyricist.style.moods import MOODS

SLOWEST_BPM: Final = 40
FASTEST_BPM: Final = 220

_NUMBER: Final = r"(?<![\d.])(\d{1,4})(?:\.\d+)?"
_STATED: Final = (
    re.compile(
        rf"{_NUMBER}(?:\s*(?:-|\u2013|to)\s*(\d{{1,4}}))?\s*-?\s*"
        r"(?:bpm|beats?\s+(?:per|a)\s+minute)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:bpm|tempo)\s*(?:is|of|at|around|about|:|=)*\s*" + _NUMBER + r"()(?!\d)",
        re.IGNORECASE,
    ),
)
_PACES: Final[dict[str, tuple[int, int]]] = {
    "very slow": (48, 60),
    "super slow": (48, 60),
    "slow": (58, 80),
    "downtempo": (64, 92),
    "ballad": (60, 82),
    "lullaby": (58, 76),
    "largo": (44, 60),
    "adagio": (62, 76),
    "andante": (78, 104),
    "mid tempo": (92, 112),
    "medium tempo": (92, 112),
    "moderate": (92, 112),
    "moderato": (104, 118),
    "allegro": (120, 152),
    "presto": (168, 196),
    "vivace": (152, 172),
    "up tempo": (124, 150),
    "fast paced": (142, 168),
    "fast": (142, 168),
    "very fast": (168, 192),
    "super fast": (168, 192),
    "quick": (132, 156),
}


def stated_bpm(text: str) -> int | None:
    """What the text asks for, within what we can play; the middle of a range."""
    for pattern in _STATED:
        match = pattern.search(text)
        if match:
            asked = [int(number) for number in match.groups() if number]
            return min(FASTEST_BPM, max(SLOWEST_BPM, round(sum(asked) / len(asked))))
    return None


def chosen_bpm(
    text: str, *, natural: tuple[int, int], moods: Iterable[str], lots: random.Random
) -> int:
    """The stated tempo; else the stated pace; else the genre's, leaning with the mood."""
    stated = stated_bpm(text)
    if stated is not None:
        return stated
    low, high = _paced(text, natural)
    lean = sum(MOODS[mood].pace for mood in moods)
    middle = min(1.0, max(0.0, 0.5 + lean / 2))
    place = min(1.0, max(0.0, lots.triangular(middle - 0.4, middle + 0.4, middle)))
    return round(low + place * (high - low))


def _paced(text: str, natural: tuple[int, int]) -> tuple[int, int]:
    paces = wanted(mentions(text, tuple(_PACES)))
    if not paces:
        return natural
    low, high = _PACES[paces[0].name]
    # Fast for a slow genre is still that genre where the two ranges meet.
    meeting = max(low, natural[0]), min(high, natural[1])
    return meeting if meeting[0] < meeting[1] else (low, high)
