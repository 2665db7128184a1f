"""How many beats in a bar: the metre a text states, else the genre's."""

import re
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.mentions import (
    mentions,
    wanted,
)

_COMMON_TIME: Final = "4"
_WALTZ_TIME: Final = "3"
_STATED: Final = (
    ("4", re.compile(r"(?<![\d/])[24]/4(?![\d/])|\bcommon time\b", re.IGNORECASE)),
    ("6", re.compile(r"(?<![\d/])(?:6|9|12)/8(?![\d/])", re.IGNORECASE)),
    (
        "3",
        re.compile(
            r"(?<![\d/])3/4(?![\d/])|\b(?:triple|three-four) time\b", re.IGNORECASE
        ),
    ),
)
_DANCES: Final = {
    "waltz": "3",
    "waltzing": "3",
    "valse": "3",
    "musette": "3",
    "mazurka": "3",
    "minuet": "3",
    "jig": "6",
    "tarantella": "6",
    "six eight": "6",
    "three four": "3",
}


def time_signature(text: str, *, genre: str) -> str:
    for beats, pattern in _STATED:
        if pattern.search(text):
            return beats
    dances = wanted(mentions(text, tuple(_DANCES)))
    if dances:
        return _DANCES[dances[0].name]
    return _WALTZ_TIME if genre == "Waltz" else _COMMON_TIME
