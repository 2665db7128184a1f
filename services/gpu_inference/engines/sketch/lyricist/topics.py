"""Which of our topics a text is about."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank
from services.gpu_inference.engines.sketch.lyricist.verses.days import (
    FOOD,
    MONEY,
    SCHOOL,
    WORK,
)
from services.gpu_inference.engines.sketch.lyricist.verses.hearts import (
    FAMILY,
    FRIENDSHIP,
    HEARTBREAK,
    LOSS,
    LOVE,
)
from services.gpu_inference.engines.sketch.lyricist.verses.little_ones import (
    CAT,
    DOG,
    LULLABY,
)
from services.gpu_inference.engines.sketch.lyricist.verses.places import (
    CITY,
    HOME,
    ROAD,
    TRAIN,
)
from services.gpu_inference.engines.sketch.lyricist.verses.play import (
    BIRTHDAY,
    DANCE,
    DREAMS,
    STARS,
)
from services.gpu_inference.engines.sketch.lyricist.verses.seasons import (
    AUTUMN,
    SPRING,
    SUMMER,
    WINTER,
)
from services.gpu_inference.engines.sketch.lyricist.verses.water import (
    MOUNTAINS,
    RAIN,
    RIVER,
    SEA,
)
from services.gpu_inference.engines.sketch.lyricist.verses.years import (
    CHILDHOOD,
    FAITH,
    FREEDOM,
    MACHINES,
    TIME,
    WAR,
)

# Where two topics match equally well and equally early, the first named here wins.
TOPICS: Final = (
    *(DOG, CAT, LULLABY, MACHINES, BIRTHDAY, WAR, STARS, SEA, RIVER, MOUNTAINS, RAIN),
    *(WINTER, SPRING, AUTUMN, SUMMER, FAMILY, LOSS, HEARTBREAK, FRIENDSHIP),
    *(SCHOOL, WORK, MONEY, FOOD, TRAIN, ROAD, CITY, CHILDHOOD, FAITH, FREEDOM),
    *(DANCE, DREAMS, HOME, TIME, LOVE),
)
_NOUN_WEIGHT: Final = 2
_WORD_WEIGHT: Final = 1


def topics_of(tokens: Iterable[str]) -> tuple[VerseBank, ...]:
    """The topics that the words point at, clearest first; none if they point nowhere."""
    scores: dict[int, float] = {}
    named: set[int] = set()
    for place, token in enumerate(dict.fromkeys(map(singular, tokens))):
        for topic, weight in _index().get(token, ()):
            # What is said first matters a little more.
            scores[topic] = scores.get(topic, 0.0) + weight + 1 / (place + 2)
            if weight == _NOUN_WEIGHT:
                named.add(topic)
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    # A verb or an adjective alone may lead, but not join: it is too easily a turn of phrase.
    return tuple(
        TOPICS[topic] for topic in ranked if topic in named or topic == ranked[0]
    )


def is_known_noun(token: str) -> bool:
    return any(
        weight == _NOUN_WEIGHT for _, weight in _index().get(singular(token), ())
    )


def singular(token: str) -> str:
    """Only good enough to look a word up."""
    if token in _index() or len(token) <= len("gas") or token.endswith("ss"):
        return token
    for ending, replacement in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        stem = token.removesuffix(ending) + replacement
        if token.endswith(ending) and stem in _index():
            return stem
    return token


@cache
def _index() -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for place, topic in enumerate(TOPICS):
        for words, weight in ((topic.nouns, _NOUN_WEIGHT), (topic.words, _WORD_WEIGHT)):
            for word in words.split():
                found[word] = (*found.get(word, ()), (place, weight))
    return found
