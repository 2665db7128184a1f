"""What a person's words are about: topics, and phrases of their own worth singing."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.lyricist import english
from services.gpu_inference.engines.sketch.lyricist.foreign import english_hints
from services.gpu_inference.engines.sketch.lyricist.noun_phrases import things_in
from services.gpu_inference.engines.sketch.lyricist.topics import topics_of
from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank
from services.gpu_inference.engines.sketch.lyricist.word_sets import word_set
from services.gpu_inference.engines.sketch.lyricist.world import WORLD
from services.gpu_inference.engines.sketch.pronunciation.dictionary import (
    pronunciations,
)
from services.gpu_inference.engines.sketch.pronunciation.syllables import (
    WORD,
    line_syllables,
    word_syllables,
)

_MOST_READ: Final = 2000
_MOST_SYLLABLES: Final = 6
_MOST_KEPT: Final = 6
_BRACKETS: Final = re.compile(r"[\[\](){}<>|/\\#*_~`^=+\"\u201c\u201d]+")
_CLAUSES: Final = re.compile(r"[.,;:!?\n\u2014\u2013\u3002\uff0c\u3001]+|\s-\s")
_FOREIGN_WORDS: Final = word_set(
    "de la el los las que una un mi tu der die das und ich ein eine le les et je du il "
    "di che e o os uma meu por para con mit von sur dans nel"
)
_WEAK_ENDS: Final = english.FUNCTION_WORDS | _FOREIGN_WORDS | {"en", "y", "no", "na"}
# "A song about …" in the languages most asked in.
_FOREIGN_REQUEST: Final = re.compile(
    r"^\s*(?:una?|une?|eine?n?|um|uma)?\s*"
    r"(?:canci[oó]n|chanson|lied|canzone|can[cç][aã]o|m[uú]sica|song)\s+"
    r"(?:sobre|acerca de|sur|[uü]ber|su|sulla|sul|de|para|pour)\s+",
    re.IGNORECASE,
)
_KNOWN_SHARE: Final = 0.6
_TITLED_SHARE: Final = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    topics: tuple[VerseBank, ...]
    """Clearest first; none when the words point nowhere."""
    things: tuple[str, ...] = ()
    """Such as ``the old lighthouse``: ready to stand as the object of a sentence."""
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    opening: str = ""
    """The first words as they were said, for want of anything better."""
    is_english: bool = True


def plain(text: str) -> str:
    """Text as data: no brackets that could pass for sections, no control characters."""
    printable = "".join(
        " " if unicodedata.category(letter)[0] in "CZ" and letter != "\n" else letter
        for letter in unicodedata.normalize("NFC", text[:_MOST_READ])
    )
    straight = printable.replace("\u2019", "'").replace("\u2018", "'")
    return _BRACKETS.sub(" ", straight).strip()


def theme_of(text: str, *, occasions: tuple[str, ...] = ()) -> Theme:
    cleaned = plain(text)
    tokens = [word.casefold() for word in WORD.findall(cleaned)]
    if not _is_english(tokens):
        hints = english_hints(tokens)
        return Theme(
            topics=topics_of(hints),
            opening=opening_words(cleaned),
            is_english=False,
        )
    clauses = [WORD.findall(clause) for clause in _CLAUSES.split(cleaned)]
    places, names = _proper_names(clauses)
    proper = frozenset(" ".join((*places, *names)).casefold().split())
    things = [thing for clause in clauses for thing in things_in(clause, proper=proper)]
    return Theme(
        topics=topics_of(
            (*(token for token in tokens if token not in proper), *occasions)
        ),
        things=tuple(filter(is_singable, dict.fromkeys(things)))[:_MOST_KEPT],
        places=tuple(filter(is_singable, places))[:_MOST_KEPT],
        names=tuple(filter(is_singable, names))[:_MOST_KEPT],
        opening=opening_words(cleaned),
    )


def opening_words(text: str) -> str:
    """As many whole words as one breath holds, never ending on ``the`` or ``of``."""
    kept: list[str] = []
    said = _FOREIGN_REQUEST.sub("", _CLAUSES.split(text.strip())[0] or text)
    if not any(map(str.isalpha, said)):
        return ""
    for word in WORD.findall(said):
        if sum(map(word_syllables, (*kept, word))) > _MOST_SYLLABLES:
            # Scripts without spaces come as one long word.
            kept = kept or [word[: _MOST_SYLLABLES - 1]]
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1].casefold() in _WEAK_ENDS:
        kept.pop()
    return " ".join(kept)


def is_singable(phrase: str) -> bool:
    """Short enough to leave room in a line for something about it."""
    return line_syllables(phrase) <= _MOST_SYLLABLES


def _is_english(tokens: list[str]) -> bool:
    if any(token in _FOREIGN_WORDS for token in tokens) and not any(
        token in english.FUNCTION_WORDS for token in tokens
    ):
        return False
    known = sum(
        token in english.FUNCTION_WORDS or bool(pronunciations(token))
        for token in tokens
    )
    return known >= _KNOWN_SHARE * len(tokens)


def _proper_names(clauses: list[list[str]]) -> tuple[list[str], list[str]]:
    """Capitalised words inside a clause: places after ``in`` or ``to``, names otherwise."""
    words = [word for clause in clauses for word in clause]
    capitals = sum(word[0].isupper() for word in words)
    # SHOUTING, or A Title: capitals tell nothing there.
    if _TITLED_SHARE * len(words) <= capitals and len(words) > len(["In", "X"]):
        return [], []
    places: list[str] = []
    names: list[str] = []
    for clause in clauses:
        for start, end in _capital_runs(clause):
            before = clause[start - 1].casefold()
            name = " ".join(clause[start:end])
            is_place = before in english.TO_A_PLACE or name.casefold() in WORLD
            (places if is_place else names).append(name)
    return list(dict.fromkeys(places)), list(dict.fromkeys(names))


def _capital_runs(clause: list[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 1
    while start < len(clause):
        end = start
        while end < len(clause) and _is_proper(clause[end]):
            end += 1
        if end > start:
            runs.append((start, end))
        start = end + 1
    return runs


def _is_proper(word: str) -> bool:
    plain_word = word.casefold()
    return (
        word[0].isupper()
        and len(word) > 1
        and plain_word not in english.FUNCTION_WORDS
        and plain_word not in english.CALENDAR
        and not any(letter.isdigit() for letter in word)
    )
