"""Text from a model, made fit to be stored, shown and sung."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

# No database takes the first, no encoder the second; nobody agrees on the third.
_UNWANTED: Final = frozenset({"Cc", "Cs", "Co"})

# Chinese, Japanese and Korean put no spaces between words: a character counts as one.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+|[^\w\s]")
_FEW_WORDS: Final = 30
_MOST_OF_ONE_WORD: Final = 0.6
_FEW_LINES: Final = 7
_MOST_OF_ONE_LINE: Final = 0.5


def one_line(text: str) -> str:
    """Without control characters, its white space made single spaces."""
    spaced = " ".join(text.split())
    return "".join(
        character
        for character in spaced
        if unicodedata.category(character) not in _UNWANTED
    ).strip()


def cut_on_a_word(text: str, *, longest: int) -> str:
    """At most ``longest`` characters, whole words where there are any."""
    if len(text) <= longest:
        return text
    whole_words, space, _ = text[: longest + 1].rpartition(" ")
    return (whole_words if space else text[:longest]).rstrip(" ,;:-")


def is_monotonous(lines: Sequence[str]) -> bool:
    """Whether a model got stuck: one word or one line over and over."""
    words = _WORD.findall(" ".join(lines).casefold())
    if len(words) > _FEW_WORDS and _share_of_one(words) > _MOST_OF_ONE_WORD:
        return True
    sung = [line.casefold() for line in lines]
    return len(sung) > _FEW_LINES and _share_of_one(sung) > _MOST_OF_ONE_LINE


def _share_of_one(things: Sequence[str]) -> float:
    ((_, count),) = Counter(things).most_common(1)
    return count / len(things)
