"""The style a person's words ask for: what they state is obeyed, the rest is drawn."""

import random
import re
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genre_reading import (
    chosen_categories,
    genre_mentions,
)
from services.gpu_inference.engines.sketch.lyricist.style.genres import GENRES
from services.gpu_inference.engines.sketch.lyricist.style.instruments import INSTRUMENTS
from services.gpu_inference.engines.sketch.lyricist.style.key import chosen_key
from services.gpu_inference.engines.sketch.lyricist.style.mentions import (
    Mention,
    mentions,
    wanted,
)
from services.gpu_inference.engines.sketch.lyricist.style.meter import time_signature
from services.gpu_inference.engines.sketch.lyricist.style.moods import MOODS
from services.gpu_inference.engines.sketch.lyricist.style.tempo import chosen_bpm
from services.gpu_inference.engines.sketch.lyricist.style.vocabulary import (
    MOOD_NAMES,
    MOOD_OF,
)

_VOICE_TAGS: Final = {
    "woman": "female vocals",
    "girl": "female vocals",
    "female": "female vocals",
    "man": "male vocals",
    "boy": "male vocals",
    "male": "male vocals",
    "duet": "duet vocals",
    "choir": "choir vocals",
    "rap": "rap vocals",
}
_VOICE: Final = re.compile(
    r"\b(female|male|wom[ae]n|m[ae]n|girl|boy|duet|choir|rap)(?:'s)?(?:[\s-]+\w+)?[\s-]+"
    r"(?:vocals?|voices?|sing\w*|vocalist)\b|\b(duet)\b|\b(fe?male)\b",
    re.IGNORECASE,
)
_WORDLESS: Final = re.compile(
    r"\b(?:no|without|zero)\s+(?:any\s+)?(?:vocals?|singing|voices?|lyrics|words|singer)\b"
    r"|(?<!not )(?<!non )(?<!non-)\binstrumental\b"
    r"(?!\s+(?:break|intro|outro|section|bridge|solo|hook|interlude|part|passage)s?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """What the words ask for, and the words themselves where they are worth keeping."""

    categories: tuple[str, ...]
    bpm: int
    key_scale: str
    time_signature: str
    genres: tuple[str, ...]
    """As the text says them; the same for the rest."""
    moods: tuple[str, ...]
    instruments: tuple[str, ...]
    refusals: tuple[str, ...]
    """Such as ``no drums`` and ``not sad``."""
    voice: str
    """Such as ``female vocals``; blank: the text does not say."""


def read_style(text: str, lots: random.Random) -> Style:
    genres = genre_mentions(text)
    moods = _outside(genres, mentions(text, MOOD_NAMES))
    played = _outside(genres, mentions(text, tuple(INSTRUMENTS)))
    families = tuple(dict.fromkeys(MOOD_OF[mood.name] for mood in wanted(moods)))
    categories = chosen_categories(text, genres, families, lots)
    main = GENRES[categories[0]]
    minor = main.minor_share + sum(MOODS[mood].minor_shift for mood in families)
    return Style(
        categories=categories,
        bpm=chosen_bpm(text, natural=main.bpm, moods=families, lots=lots),
        key_scale=chosen_key(text, genre=categories[0], minor_share=minor, lots=lots),
        time_signature=time_signature(text, genre=categories[0]),
        genres=tuple(mention.said for mention in wanted(genres)),
        moods=tuple(mention.said for mention in wanted(moods)),
        instruments=tuple(mention.said for mention in wanted(played)),
        refusals=_refusals(sounds=(*genres, *played), moods=moods),
        voice=stated_voice(text),
    )


def _outside(
    genres: tuple[Mention, ...], found: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """``drum and bass`` names no drum, ``heavy metal`` no heaviness."""
    return tuple(
        mention
        for mention in found
        if not any(
            genre.start <= mention.start < genre.end
            for genre in genres
            if genre.name != mention.name
        )
    )


def stated_voice(text: str) -> str:
    match = _VOICE.search(text)
    if not match:
        return ""
    said = next(group for group in match.groups() if group).casefold()
    return _VOICE_TAGS[{"women": "woman", "men": "man"}.get(said, said)]


def is_wordless(text: str) -> bool:
    """Whether the text itself asks for music without words."""
    return bool(_WORDLESS.search(text))


def _refusals(
    *, sounds: tuple[Mention, ...], moods: tuple[Mention, ...]
) -> tuple[str, ...]:
    spoken = (
        *(f"no {mention.said}" for mention in sounds if mention.is_negated),
        *(f"not {mention.said}" for mention in moods if mention.is_negated),
    )
    return tuple(dict.fromkeys(spoken))
