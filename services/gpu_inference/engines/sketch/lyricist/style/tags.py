"""A fresh line of style tags for a song that was only described."""

import random
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genres import GENRES
from services.gpu_inference.engines.sketch.lyricist.style.style import Style

LONGEST_PROMPT: Final = 500
_MOST_TAGS: Final = 12
_FEWEST_MOODS: Final = 2
_FEWEST_INSTRUMENTS: Final = 3
_MOST_OF_A_KIND: Final = 3
_VOICES: Final = ("female vocals", "male vocals")
_METER_TAGS: Final = {"3": "3/4 time", "6": "6/8 time"}


def style_tags(style: Style, *, is_instrumental: bool, lots: random.Random) -> str:
    """Six to twelve: genre, mood, instruments, voice, tempo and key; refusals last."""
    genre = GENRES[style.categories[0]]
    refused = " ".join(style.refusals)
    played = [name for name in genre.instruments if name.split()[-1] not in refused]
    felt = [mood for mood in genre.moods if mood not in refused]
    voice = style.voice or lots.choice(_VOICES)
    tags = [
        *(style.genres[:_MOST_OF_A_KIND] or [style.categories[0].casefold()]),
        *_filled(style.moods, felt, fewest=_FEWEST_MOODS),
        *_filled(style.instruments, played, fewest=_FEWEST_INSTRUMENTS),
        "instrumental" if is_instrumental else voice,
        f"{style.bpm} bpm",
        style.key_scale,
    ]
    if style.time_signature in _METER_TAGS:
        tags.append(_METER_TAGS[style.time_signature])
    unique = list(dict.fromkeys(tags))
    kept_refusals = list(style.refusals[:_MOST_OF_A_KIND])
    # Tempo, key and refusals were asked for: what gives way is in the middle.
    excess = max(0, len(unique) + len(kept_refusals) - _MOST_TAGS)
    if excess:
        del unique[-4 - excess : -4]
    return ", ".join([*unique, *kept_refusals])[:LONGEST_PROMPT]


def _filled(asked: tuple[str, ...], usual: list[str], *, fewest: int) -> list[str]:
    kept = list(asked[:_MOST_OF_A_KIND])
    spare = [tag for tag in usual if tag not in kept]
    return kept + spare[: max(0, fewest - len(kept))]
