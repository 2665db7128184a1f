"""Which genres a text means: ``country house`` is a place, ``country song`` is not."""

import random
import re
from collections.abc import Sequence
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genres import (
    AMBIGUOUS,
    GENRES,
)
from services.gpu_inference.engines.sketch.lyricist.style.instruments import INSTRUMENTS
from services.gpu_inference.engines.sketch.lyricist.style.mentions import (
    Mention,
    mentions,
    wanted,
)
from services.gpu_inference.engines.sketch.lyricist.style.moods import MOODS
from services.gpu_inference.engines.sketch.lyricist.style.vocabulary import (
    GENRE_NAMES,
    GENRE_OF,
)
from services.gpu_inference.engines.sketch.lyricist.word_sets import word_set
from shared.domain.categories import known_categories

_WORD: Final = re.compile(r"[\w'&]+")
_CLAUSE_END: Final = re.compile(r"[.,;:!?\n()/]")
_NOT_BEFORE_A_GENRE: Final = word_set(
    "the my our your his her their this that to about by from of on at into like an"
)
_MUSIC_WORDS: Final = word_set(
    "song songs music track tracks beat beats groove grooves tune tunes ballad anthem "
    "vibe vibes style riff riffs band banger jam melody rhythm rhythms instrumental "
    "instrumentals number cover fusion feel sound sounds vocals vocal elements influences "
    "influence inspired flavor drums drum guitar guitars bass piano meets bpm "
    "about mix remix production arrangement piece record single hit mood energy"
)
_ANYTHING: Final = ("Pop", "Indie", "Folk", "Acoustic", "Electronic", "Rock")


def genre_mentions(text: str) -> tuple[Mention, ...]:
    found = mentions(text, GENRE_NAMES)
    return tuple(
        mention
        for mention in found
        if mention.name not in AMBIGUOUS or _means_music(text, mention, found)
    )


def chosen_categories(
    text: str,
    genres: Sequence[Mention],
    moods: Sequence[str],
    lots: random.Random,
) -> tuple[str, ...]:
    """What was asked for, main genre first; else what the sound and mood suggest."""
    asked = [GENRE_OF[mention.name] for mention in wanted(genres)]
    # A waltz is a metre first: "jazz waltz" is jazz.
    asked.sort(key=lambda category: category == "Waltz")
    main = asked[0] if asked else _suggested(text, genres, moods, lots)
    refused = _refused(genres)
    near = GENRES[main].near
    companion = [] if len(set(asked)) > 1 or near in refused else [near]
    return known_categories([main, *asked, *companion])


def _suggested(
    text: str, genres: Sequence[Mention], moods: Sequence[str], lots: random.Random
) -> str:
    refused = _refused(genres)
    played = wanted(mentions(text, tuple(INSTRUMENTS)))
    pools = (
        *(INSTRUMENTS[mention.name] for mention in played[:1]),
        *(MOODS[mood].genres for mood in moods[:1]),
        _ANYTHING,
        tuple(GENRES),
    )
    left = (tuple(name for name in pool if name not in refused) for pool in pools)
    return lots.choice(next(pool for pool in left if pool))


def _refused(genres: Sequence[Mention]) -> set[str]:
    return {GENRE_OF[mention.name] for mention in genres if mention.is_negated}


def _means_music(text: str, mention: Mention, found: Sequence[Mention]) -> bool:
    clause_before = _CLAUSE_END.split(text[: mention.start])[-1]
    clause_after = _CLAUSE_END.split(text[mention.end :])[0]
    before, after = _WORD.findall(clause_before), _WORD.findall(clause_after)
    owner = before[-1].casefold() if before else ""
    if owner in _NOT_BEFORE_A_GENRE or owner.endswith(("'", "'s")):
        return False
    if not after:
        # A bare tag, or "upbeat indie dance": not "girls who love to dance".
        return len(before) <= len(("deep", "warm", "old")) or mention.is_negated
    follower = after[0].casefold()
    if follower in ("and", "with"):
        return len(before) <= len(("warm", "old"))
    return (
        follower in _MUSIC_WORDS
        or follower.isdigit()
        or any(
            other.start >= mention.end and other.start - mention.end <= 1
            for other in found
        )
    )
