"""Line templates: ``{one|another}`` is a choice, ``<slot>`` takes a person's own words."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Final

SLOT: Final = re.compile(r"<(\w+)>")
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_MOST_READINGS: Final = 128
_LINE_BREAK: Final = " / "


def lines_of(template: str) -> tuple[str, ...]:
    return tuple(template.split(_LINE_BREAK))


def slots_of(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(SLOT.findall(template)))


def readings(line: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Every way the line can be read, with its slots filled and a capital in front."""
    found = SLOT.sub("\0", line)
    filled = [words[slot] for slot in SLOT.findall(line)]
    return tuple(_finish(reading, filled) for reading in _choices(found))


@lru_cache(maxsize=2048)
def _choices(line: str) -> tuple[str, ...]:
    # re.split with one group: fixed text and choices alternate.
    parts = [
        part.split("|") if index % 2 else [part]
        for index, part in enumerate(_CHOICE.split(line))
    ]
    return tuple("".join(chosen) for chosen in islice(product(*parts), _MOST_READINGS))


def _finish(reading: str, filled: list[str]) -> str:
    pieces = reading.split("\0")
    woven = pieces[0] + "".join(
        word + piece for word, piece in zip(filled, pieces[1:], strict=False)
    )
    text = " ".join(woven.split())
    return text[:1].upper() + text[1:]
