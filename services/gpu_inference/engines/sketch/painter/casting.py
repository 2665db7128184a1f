"""Who plays the song: words and genre weigh motifs and palettes, the seed decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.gpu_inference.engines.sketch.painter.gallery import MOTIFS
from services.gpu_inference.engines.sketch.painter.palette import Palette
from services.gpu_inference.engines.sketch.painter.palettes import PALETTES
from services.gpu_inference.engines.sketch.painter.scene import Motif
from services.gpu_inference.engines.sketch.painter.themes import (
    IN_ENGLISH,
    MOODS_OF_GENRE,
    MOODS_OF_WORD,
)
from shared.contracts.songs import WrittenSong

_TITLE_WORD = 5.0
_PROMPT_WORD = 2.0
_GENRE = 1.0
_NO_REASON = 0.06
# Sharpened so, a word in the title outweighs all motifs that merely suit the genre.
_SHARPNESS = 2.5
_NOT_PLURAL = ("ss", "us", "is", "os")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    motif: Motif
    palette: Palette


def cast(sheet: WrittenSong, *, dice: np.random.Generator) -> Cast:
    motif = MOTIFS[_draw(dice, [_motif_weight(each, sheet) for each in MOTIFS])]
    fitting = [each for each in PALETTES if _shares(each.moods, motif.moods)]
    wanted = _wanted_moods(sheet)
    weights = [_palette_weight(each, wanted) for each in fitting]
    return Cast(motif=motif, palette=fitting[_draw(dice, weights)])


def words_of(text: str) -> tuple[str, ...]:
    """Lower case, in order, plurals cut to the singular, common nouns put in English."""
    singular = (_singular(word) for word in re.findall(r"[^\W\d_]+", text.casefold()))
    return tuple(IN_ENGLISH.get(word, word) for word in singular)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(_NOT_PLURAL) and len(word) > 3:
        return word[:-1]
    return word


def _motif_weight(motif: Motif, sheet: WrittenSong) -> float:
    score = _NO_REASON
    score += _TITLE_WORD * _hits(words_of(sheet.title), motif.words)
    score += _PROMPT_WORD * min(2, _hits(words_of(sheet.prompt), motif.words))
    # The first category is the leading one; the rest colour it.
    for place, genre in enumerate(sheet.categories):
        score += _GENRE * (genre in motif.genres) / (1.0 + place)
    return score


def _wanted_moods(sheet: WrittenSong) -> dict[str, float]:
    wanted: dict[str, float] = {}
    sources = ((sheet.title, _TITLE_WORD), (sheet.prompt, _PROMPT_WORD))
    for text, weight in sources:
        for word in words_of(text):
            for mood in MOODS_OF_WORD.get(word, ()):
                wanted[mood] = wanted.get(mood, 0.0) + weight
    for place, genre in enumerate(sheet.categories):
        for mood in MOODS_OF_GENRE.get(genre, ()):
            wanted[mood] = wanted.get(mood, 0.0) + _GENRE / (1.0 + place)
    return wanted


def _palette_weight(palette: Palette, wanted: dict[str, float]) -> float:
    return 0.3 + sum(wanted.get(mood, 0.0) for mood in palette.moods)


def _hits(words: Sequence[str], known: tuple[str, ...]) -> int:
    return sum(word in known for word in dict.fromkeys(words))


def _shares(moods: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(mood in others for mood in moods)


def _draw(dice: np.random.Generator, weights: Sequence[float]) -> int:
    sharp = np.asarray(weights) ** _SHARPNESS
    return int(dice.choice(len(weights), p=sharp / sharp.sum()))
