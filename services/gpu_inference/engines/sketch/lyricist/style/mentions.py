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
_WORD_START: Final = re.compile(r"(?<![\w&])\w")
# "A dog named Blue" is not sad, and "a girl called Jazz" plays what she likes.
_GIVEN_NAME: Final = re.compile(r"\b(?:named|called|titled)\s+[\"']?$", re.IGNORECASE)
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
    patterns = _patterns(vocabulary)
    for start in _WORD_START.finditer(text):
        pattern = patterns.get(start[0].casefold())
        match = pattern.match(text, start.start()) if pattern else None
        if not match or (found and start.start() < found[-1].end):
            continue
        if _GIVEN_NAME.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        found.append(
            Mention(
                name=vocabulary[int((match.lastgroup or "n0")[1:])],
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
def _patterns(vocabulary: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """One for each first letter: trying hundreds of names at every word takes too long."""
    places: dict[str, list[int]] = {}
    for place in sorted(
        range(len(vocabulary)), key=lambda place: -len(vocabulary[place])
    ):
        places.setdefault(vocabulary[place][0], []).append(place)
    return {
        initial: _any_of({place: vocabulary[place] for place in chosen})
        for initial, chosen in places.items()
    }


def _any_of(names: dict[int, str]) -> re.Pattern[str]:
    either = "|".join(
        f"(?P<n{place}>{_spelling(name)})" for place, name in names.items()
    )
    return re.compile(rf"(?:{either})s?(?![\w&])", re.IGNORECASE)


def _spelling(name: str) -> str:
    return r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", name)))
