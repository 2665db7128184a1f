"""What a description is about, without the clauses that only describe the sound."""

import re
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genre_reading import (
    genre_mentions,
)
from services.gpu_inference.engines.sketch.lyricist.style.instruments import INSTRUMENTS
from services.gpu_inference.engines.sketch.lyricist.style.mentions import mentions
from services.gpu_inference.engines.sketch.lyricist.style.vocabulary import (
    GENRE_OF,
    MOOD_NAMES,
)

_CLAUSE: Final = re.compile(r"[^.,;:!?\n]+")
_LEADS_IN: Final = re.compile(
    r"\b(?:about|for|of|on|to|inspired by|called|named|describing|telling|where|when|"
    r"celebrating|remembering)\s+",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"\babout\s+", re.IGNORECASE)
_SOUND: Final = re.compile(
    r"\b(?:song|track|tune|bpm|tempo|vocals?|vocalist|singer|major|minor|key|chords?|"
    r"melody|beat|beats|rhythm|chorus|verse|bridge|intro|outro|mix|reverb|production|"
    r"lyrics|instrumental|ballad|anthem|jingle|lullaby|music|sound|style|voice|voices)\b",
    re.IGNORECASE,
)
_MOST_MOOD_WORDS: Final = 2


_OCCASION: Final = re.compile(
    r"\b(lullaby)\b|\b([\w']+)\s+(?:song|ballad|anthem|tune|track|lullaby)\b",
    re.IGNORECASE,
)


def occasions_in(description: str) -> tuple[str, ...]:
    """``birthday`` of "birthday song for Tom": said of the song, meant of its words."""
    words = (
        (lullaby or word).casefold() for lullaby, word in _OCCASION.findall(description)
    )
    return tuple(word for word in words if word == "lullaby" or word not in GENRE_OF)


def subject_of(description: str) -> str:
    """The clauses on the subject, as they were written; all of it if none is left."""
    kept = [_subject_in(clause) for clause in _CLAUSE.findall(description)]
    subject = ". ".join(filter(None, kept))
    return subject or description


def _subject_in(clause: str) -> str:
    # The word that leads in stays: a name behind it is then not a clause's first word.
    about = _ABOUT.search(clause)
    if about:
        return clause[about.start() :].strip()
    if not _is_about_sound(clause):
        return clause.strip()
    lead = _LEADS_IN.search(clause)
    after = clause[lead.start() :].strip() if lead else ""
    return "" if _is_about_sound(after) else after


def _is_about_sound(clause: str) -> bool:
    is_mood_tag = len(clause.split()) <= _MOST_MOOD_WORDS and bool(
        mentions(clause, MOOD_NAMES)
    )
    return (
        is_mood_tag
        or bool(_SOUND.search(clause))
        or bool(genre_mentions(clause))
        or bool(mentions(clause, tuple(INSTRUMENTS)))
    )
