"""Fitting pairs of lines: a perfect rhyme, the same length, nothing sung twice."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from services.gpu_inference.engines.sketch.lyricist.template import lines_of, readings
from services.gpu_inference.engines.sketch.pronunciation.rhyme import (
    is_rhyme,
    last_word,
    rhyme_endings,
)
from services.gpu_inference.engines.sketch.pronunciation.syllables import (
    line_syllables,
)

Couplet: TypeAlias = tuple[str, str]
Words: TypeAlias = Mapping[str, str]

_MOST_SYLLABLES_APART: Final = 1
_COMFORTABLE_LINE: Final = (9, 12)
"""Syllables that fill two bars and fit in them without gabbling."""
_LEEWAY: Final = 1
"""More strain than the least, for variety's sake: one syllable apart is no harm."""


def fits(template: str, words: Words) -> tuple[Couplet, ...]:
    """The easiest ways to sing the couplet: of comfortable length, and even."""
    first, second = lines_of(template)
    pairs = [
        (_strain(one, other), (one, other))
        for one in readings(first, words)
        for other in readings(second, words)
        if _is_couplet(one, other)
    ]
    least = min((strain for strain, _ in pairs), default=0)
    return tuple(pair for strain, pair in pairs if strain <= least + _LEEWAY)


def _is_couplet(one: str, other: str) -> bool:
    apart = abs(line_syllables(one) - line_syllables(other))
    return apart <= _MOST_SYLLABLES_APART and is_rhyme(last_word(one), last_word(other))


def _strain(one: str, other: str) -> int:
    lengths = line_syllables(one), line_syllables(other)
    fewest, most = _COMFORTABLE_LINE
    strain = max(0, fewest - min(lengths)) + max(0, max(lengths) - most)
    return 2 * strain + abs(lengths[0] - lengths[1])


class Pen:
    """Writes couplets, and remembers what this song has already said."""

    def __init__(self, lots: random.Random) -> None:
        self._lots = lots
        self._templates: set[str] = set()
        self._endings: set[str] = set()

    def couplet(self, pools: Iterable[Sequence[str]], words: Words) -> Couplet:
        """From the first pool that still has something new to say."""
        spare: Couplet | None = None
        for pool in pools:
            for template in self._lots.sample(pool, k=len(pool)):
                found = () if template in self._templates else fits(template, words)
                if not found:
                    continue
                chosen = self._lots.choice(found)
                if not self._endings & _endings_of(chosen):
                    return self.keep(template, chosen)
                spare = spare or chosen
        if spare is None:
            raise ValueError("No pool has a couplet that fits.")
        return spare

    def keep(self, template: str, couplet: Couplet) -> Couplet:
        self._templates.add(template)
        self._endings |= _endings_of(couplet)
        return couplet


def _endings_of(couplet: Couplet) -> set[str]:
    return {ending for line in couplet for _, ending in rhyme_endings(last_word(line))}
