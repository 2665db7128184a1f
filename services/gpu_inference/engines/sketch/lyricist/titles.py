"""Titles, and the hook that sings them: from a person's own words or from our topics."""

import random
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.english import SMALL_IN_TITLES
from services.gpu_inference.engines.sketch.lyricist.theme import (
    Theme,
    is_singable,
    opening_words,
    plain,
)
from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank
from services.gpu_inference.engines.sketch.lyricist.verses.general import GENERAL

LONGEST_WRITTEN_TITLE: Final = 60
LONGEST_GIVEN_TITLE: Final = 120

_OF_A_THING: Final = (
    "<thing>",
    "back to <thing>",
    "me and <thing>",
    "<thing>",
    "song for <thing>",
    "all for <thing>",
)
_OF_A_PLACE: Final = (
    "back to <place>",
    "<place> by morning",
    "lights of <place>",
    "postcard from <place>",
    "last night in <place>",
)
_OF_A_NAME: Final = (
    "dear <name>",
    "ask <name>",
    "wait for <name>",
    "<name> knows",
    "for <name>",
)
_OWN_WORDS_SHARE: Final = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Hook:
    title: str
    phrase: str
    """The title as it is sung inside a line; blank: it cannot be sung."""
    chorus: str = ""
    """A chorus that was written for this title; blank: one must be made."""


def given_hook(title: str) -> Hook:
    kept = title.strip()[:LONGEST_GIVEN_TITLE].rstrip()
    return Hook(title=kept, phrase=opening_words(plain(kept)))


def written_hook(theme: Theme, lots: random.Random, *, must_be_theirs: bool) -> Hook:
    own = _own_phrases(theme)
    if theme.opening and (not theme.is_english or not (own or theme.topics)):
        return own_hook(theme.opening)
    is_theirs = must_be_theirs or not theme.topics
    if own and (is_theirs or lots.random() < _OWN_WORDS_SHARE):
        return own_hook(lots.choice(own))
    return _topic_hook(theme.topics[0] if theme.topics else GENERAL, lots)


def title_case(phrase: str) -> str:
    """Small words stay small, except at either end."""
    words = phrase.split()
    last = len(words) - 1
    return " ".join(
        word
        if 0 < place < last and word.casefold() in SMALL_IN_TITLES
        else word[:1].upper() + word[1:]
        for place, word in enumerate(words)
    )


def _topic_hook(topic: VerseBank, lots: random.Random) -> Hook:
    title, chorus = lots.choice(topic.choruses)
    return Hook(title=title, phrase=title, chorus=chorus)


def own_hook(phrase: str) -> Hook:
    title = title_case(phrase)[:LONGEST_WRITTEN_TITLE].rstrip()
    return Hook(title=title, phrase=phrase)


def _own_phrases(theme: Theme) -> tuple[str, ...]:
    """Their first thing weighs most: it is usually what the song is about."""
    patterns = (
        *((_OF_A_THING, "thing", thing) for thing in theme.things[:2]),
        *((_OF_A_PLACE, "place", place) for place in theme.places[:1]),
        *((_OF_A_NAME, "name", name) for name in theme.names[:1]),
    )
    phrases = (
        pattern.replace(f"<{slot}>", words)
        for group, slot, words in patterns
        for pattern in group
    )
    return tuple(phrase for phrase in phrases if is_singable(phrase))
