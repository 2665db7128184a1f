"""Finding the words of a vocabulary in a text, and whether the text says no to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_NEGATION: Final = re.compile(
    r"(?:\b(?:no|not|without|never|avoid|avoiding|minus|zero|non|nothing|except|exclude|"
    r"excluding|skip|less)|n't|\bdont)\b(?P<between>(?:[\s-]+[\w'&-]+){0,3}?)[\s-]*$",
    re.IGNORECASE,
)
_ENDS_NEGATION: Final = re.compile(
    r"\b(?:just|only|but|with|instead|rather|too|merely)\b", re.IGNORECASE
)
_JOINS_NEGATION: Final = re.compile(
    r"^s?\s*(?:,|/|or|nor|and|&)+\s*(?:or|nor|any|no)?\s*$", re.IGNORECASE
)
_CLAUSE_END: Final = re.compile(r"[.,;:!?\n()]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    name: str
    """As the vocabulary spells it."""
    said: str
    """As the text spells it, in small letters."""
    start: int
    end: int
    is_negated: bool


def mentions(text: str, vocabulary: tuple[str, ...]) -> tuple[Mention, ...]:
    """In the order of the text; where names overlap the longest wins."""
    found: list[Mention] = []
    for match in _pattern(vocabulary).finditer(text):
        name = vocabulary[int(match.lastgroup[1:]) if match.lastgroup else 0]
        found.append(
            Mention(
                name=name,
                said=" ".join(match[0].casefold().split()),
                start=match.start(),
                end=match.end(),
                is_negated=_is_negated(text, match.start(), found),
            )
        )
    return tuple(found)


def wanted(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those the text says yes to, once each; what it refuses anywhere is out."""
    found = tuple(found)
    refused = {mention.name for mention in found if mention.is_negated}
    return tuple(
        {
            mention.name: mention
            for mention in reversed(found)
            if mention.name not in refused
        }.values()
    )[::-1]


def _is_negated(text: str, start: int, earlier: list[Mention]) -> bool:
    last = earlier[-1] if earlier else None
    if last and last.is_negated and _JOINS_NEGATION.match(text[last.end : start]):
        return "," not in text[last.end : start] or " or" in text[last.end : start]
    clause = _CLAUSE_END.split(text[max(0, start - 60) : start])[-1]
    negation = _NEGATION.search(clause)
    if not negation or _ENDS_NEGATION.search(negation["between"]):
        return False
    # "no drums soft piano": the first name used the "no" up.
    negated_from = start - len(clause) + negation.start("between")
    return not (last and last.start >= negated_from)


@lru_cache(maxsize=16)
def _pattern(vocabulary: tuple[str, ...]) -> re.Pattern[str]:
    order = sorted(range(len(vocabulary)), key=lambda place: -len(vocabulary[place]))
    names = "|".join(
        rf"(?P<n{place}>{_spelling(vocabulary[place])})" for place in order
    )
    return re.compile(rf"(?<![\w&])(?:{names})s?(?![\w&])", re.IGNORECASE)


def _spelling(name: str) -> str:
    return r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", name)))
