"""From a song's sheet to the words that a text-to-image model paints from."""

import unicodedata
from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final

from shared.contracts.songs import WrittenSong

# CLIP reads 77 tokens. The sheet comes first: what is cut is cut from our own words.
_TITLE_TOKENS: Final = 20
_STYLE_TOKENS: Final = 30
_LETTERS_A_TOKEN: Final = 6

# Naming text, even to forbid it, makes these models draw some; so does «album cover».
_OPENING: Final = "evocative artwork"
_FINISH: Final = "cinematic light, rich colour, one strong motif, depth, fine grain"

AVOID: Final = (
    "text, letters, typography, logo, watermark, signature, frame, border, "
    "low quality, blurry"
)
"""For guided models, which do understand what must not be there."""

# They say how a song goes or who sings it: nothing to look at, or a person too many.
_UNSEEN: Final = (
    "a an and the of in on to for with from by at is it be my your our i you me we "
    "bpm tempo key major minor vocal vocals vocalist singer voice singing lyrics "
    "song music track intro outro verse chorus bridge feat remix"
)
_UNSEEN_WORDS: Final = frozenset(_UNSEEN.split())


def words_for(sheet: WrittenSong) -> str:
    """The title's words, the style tags, then the finish: comma separated, unquoted."""
    title = " ".join(_within(_seen_words(sheet.title), tokens=_TITLE_TOKENS))
    opening = f"{_OPENING} of {title}" if title else _OPENING
    tags = (" ".join(_seen_words(tag)) for tag in sheet.prompt.split(","))
    genres = (" ".join(_seen_words(genre)) for genre in sheet.categories)
    # Once each, in the order of the sheet.
    styles = [style for style in dict.fromkeys((*tags, *genres)) if style]
    return ", ".join((opening, *_within(styles, tokens=_STYLE_TOKENS), _FINISH))


def _seen_words(text: str) -> Iterator[str]:
    """Words of letters alone, whatever the script; numbers would be painted as such."""
    plain = unicodedata.normalize("NFKC", text).lower()
    spaced = "".join(letter if _is_letter(letter) else " " for letter in plain)
    for word in spaced.split():
        kept = word.strip("'’-")  # noqa: RUF001
        if kept and kept not in _UNSEEN_WORDS:
            yield kept


def _is_letter(character: str) -> bool:
    return character in "'’-" or unicodedata.category(character)[0] in "LM"  # noqa: RUF001


def _within(phrases: Iterable[str], *, tokens: int) -> list[str]:
    """As many as fit, from the first on."""
    kept: list[str] = []
    for phrase in phrases:
        tokens -= _most_tokens(phrase)
        if tokens < 0:
            break
        kept.append(phrase)
    return kept


def _most_tokens(phrase: str) -> int:
    """An estimate on the high side; other scripts may cost a token for every byte."""
    words = phrase.split()
    if phrase.isascii():
        return sum(ceil(len(word) / _LETTERS_A_TOKEN) for word in words) + 1
    return len("".join(words).encode()) // 2 + 1
