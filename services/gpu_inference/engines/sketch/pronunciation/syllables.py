"""How many syllables a line has, in any script: known for English, estimated otherwise."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from services.gpu_inference.engines.sketch.pronunciation.dictionary import (
    pronunciations,
)

_CURLY_APOSTROPHE: Final = "\u2019"
WORD: Final = re.compile(rf"[^\W_]+(?:['{_CURLY_APOSTROPHE}][^\W_]+)*")
_VOWELS: Final = re.compile(r"[aeiouyæøœαεηιουωаеёиоуыэюяіїє]+")  # noqa: RUF001
_SIBILANT: Final = re.compile(r"(?:s|z|x|ch|sh|ce|ge|se|ze)$")
_SILENT_E: Final = re.compile(r"(?<=[^aeiouy])e$")
# Scripts written without vowels or spaces: letters per syllable, by first code point.
_BLOCKS: Final = ((0x0590, 0x06FF, 2.5), (0x0900, 0x0DFF, 1.5), (0x0E00, 0x0FFF, 2.0))
_FIRST_IDEOGRAPH: Final = 0x2E80


def line_syllables(line: str) -> int:
    return sum(word_syllables(word) for word in WORD.findall(line))


def plain_word(word: str) -> str:
    """As the dictionary spells it: small letters, straight apostrophes."""
    return word.casefold().replace(_CURLY_APOSTROPHE, "'")


@lru_cache(maxsize=8192)
def word_syllables(word: str) -> int:
    """As sung, so the shortest way: ``fire`` is one. Never less than one."""
    plain = plain_word(word)
    known = pronunciations(plain)
    if known:
        return min(map(_vowel_sounds, known))
    stem = plain.removesuffix("'s")
    if stem != plain:
        return word_syllables(stem) + bool(_SIBILANT.search(stem))
    return _estimate(plain)


def _vowel_sounds(phonemes: tuple[str, ...]) -> int:
    return max(1, sum(phoneme[-1].isdigit() for phoneme in phonemes))


def _estimate(word: str) -> int:
    first = ord(word[0])
    if first >= _FIRST_IDEOGRAPH:
        return len(word)
    for start, end, letters in _BLOCKS:
        if start <= first <= end:
            return max(1, round(len(word) / letters))
    # Before the accents go: the e of "café" is sung.
    sounded = _SILENT_E.sub("", word)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", sounded)
        if not unicodedata.combining(letter)
    )
    return max(1, len(_VOWELS.findall(plain)))
