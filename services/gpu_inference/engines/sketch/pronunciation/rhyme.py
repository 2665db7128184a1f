"""Which words rhyme: the same sounds from the last stressed vowel, a different start."""

from functools import lru_cache
from typing import Final

from services.gpu_inference.engines.sketch.pronunciation.dictionary import (
    pronunciations,
)
from services.gpu_inference.engines.sketch.pronunciation.syllables import (
    WORD,
    plain_word,
)

_STRESSED: Final = "12"


@lru_cache(maxsize=4096)
def rhyme_endings(word: str) -> tuple[tuple[str, str], ...]:
    """``(onset, ending)`` of each pronunciation; none for a word we cannot say."""
    return tuple(dict.fromkeys(map(_split, pronunciations(word))))


def _split(phonemes: tuple[str, ...]) -> tuple[str, str]:
    vowels = [i for i, phoneme in enumerate(phonemes) if phoneme[-1].isdigit()]
    stressed = [i for i in vowels if phonemes[i][-1] in _STRESSED]
    start = (stressed or vowels or [0])[-1]
    onset = start
    while onset > 0 and not phonemes[onset - 1][-1].isdigit():
        onset -= 1
    ending = " ".join(phoneme.rstrip("012") for phoneme in phonemes[start:])
    return " ".join(phonemes[onset:start]), ending


def is_rhyme(word: str, other: str) -> bool:
    """Perfect rhymes only: ``sea`` and ``see`` sound alike, so they do not rhyme."""
    return any(
        ending == other_ending and onset != other_onset
        for onset, ending in rhyme_endings(word)
        for other_onset, other_ending in rhyme_endings(other)
    )


def last_word(line: str) -> str:
    words = WORD.findall(line)
    return plain_word(words[-1]) if words else ""
