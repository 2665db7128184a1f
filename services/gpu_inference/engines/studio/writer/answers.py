"""Reading a model's answer: every field checked, as nothing in it can be trusted."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from services.gpu_inference.engines.studio.writer.sheet_schema import (
    FASTEST_BPM,
    KEY_SCALES,
    LANGUAGES,
    LONGEST_TITLE,
    SECTIONS,
    SLOWEST_BPM,
    TIME_SIGNATURES,
)
from services.gpu_inference.engines.studio.writer.tags import joined_tags
from services.gpu_inference.engines.studio.writer.words import (
    cut_on_a_word,
    is_monotonous,
    one_line,
)
from shared.domain.categories import known_categories
from shared.domain.limits import LONGEST_LYRICS
from shared.errors import DomainError


class UnusableWords(DomainError):
    """The language model's answer is no song sheet."""

    def __init__(self, *, fault: str) -> None:
        super().__init__(f"The language model wrote nothing usable: {fault}")
        self.fault = fault


def read_answer(text: str, *, asked: Collection[str]) -> dict[str, Any]:
    """What was asked for, cleaned, by name: str, int, or a tuple of str.

    Raises ``UnusableWords`` with the first fault; it never quotes the answer.
    """
    answer = _json_object(text)
    return {name: _READERS[name](answer.get(name)) for name in asked}


def _json_object(text: str) -> Mapping[str, Any]:
    """The first one in the text: a model that is not held to JSON talks around it."""
    start = text.find("{")
    if start < 0:
        raise UnusableWords(fault="it holds no JSON object.")
    try:
        answer, _ = json.JSONDecoder().raw_decode(text, start)
    # Brackets within brackets, thousands deep, exhaust the reader's stack.
    except (ValueError, RecursionError):
        raise UnusableWords(fault="its JSON is malformed.") from None
    return dict(answer)


def _texts(value: object, *, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnusableWords(fault=f"its {name} are not a list of texts.")
    return value


def _one_of(known: Collection[str], *, name: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise UnusableWords(fault=f"its {name} is not one of those to choose from.")
        return value

    return read


def _title(value: object) -> str:
    title = one_line(value) if isinstance(value, str) else ""
    title = cut_on_a_word(title, longest=LONGEST_TITLE)
    if not title:
        raise UnusableWords(fault="its title is blank.")
    return title


def _tags(value: object) -> str:
    tags = joined_tags(_texts(value, name="tags"))
    if not tags:
        raise UnusableWords(fault="its tags say nothing.")
    return tags


def _categories(value: object) -> tuple[str, ...]:
    return known_categories(_texts(value, name="categories"))


def _bpm(value: object) -> int:
    # True is an int to Python, but no tempo.
    bpm = value if isinstance(value, int) and not isinstance(value, bool) else 0
    if not SLOWEST_BPM <= bpm <= FASTEST_BPM:
        raise UnusableWords(
            fault=f"its bpm is no whole number from {SLOWEST_BPM} to {FASTEST_BPM}."
        )
    return bpm


def _lyrics(value: object) -> str:
    if not isinstance(value, list):
        raise UnusableWords(fault="its lyrics are not a list of sections.")
    sections = [_section(section) for section in value]
    sung = [(name, lines) for name, lines in sections if lines]
    every_line = [line for _, lines in sung for line in lines]
    if not every_line:
        raise UnusableWords(fault="its lyrics are empty.")
    if is_monotonous(every_line):
        raise UnusableWords(fault="its lyrics say the same over and over.")
    lyrics = "\n\n".join("\n".join((f"[{name}]", *lines)) for name, lines in sung)
    if len(lyrics) > LONGEST_LYRICS:
        raise UnusableWords(
            fault=f"its lyrics are longer than {LONGEST_LYRICS} characters."
        )
    return lyrics


def _section(value: object) -> tuple[str, list[str]]:
    if not isinstance(value, dict) or value.get("section") not in SECTIONS:
        raise UnusableWords(fault="a section of its lyrics has no known name.")
    lines = _texts(value.get("lines"), name="lines")
    return value["section"], [line for line in map(one_line, lines) if line]


_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "language": _one_of(LANGUAGES, name="language"),
    "tags": _tags,
    "categories": _categories,
    "bpm": _bpm,
    "key_scale": _one_of(KEY_SCALES, name="key_scale"),
    "time_signature": _one_of(TIME_SIGNATURES, name="time_signature"),
    "lyrics": _lyrics,
    "title": _title,
}
