"""A song's words: verses that move, a chorus that comes back, sized to the song."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from services.gpu_inference.engines.sketch.lyricist.couplets import (
    Couplet,
    Pen,
    Words,
    fits,
)
from services.gpu_inference.engines.sketch.lyricist.english import BEINGS
from services.gpu_inference.engines.sketch.lyricist.song_form import Section
from services.gpu_inference.engines.sketch.lyricist.template import lines_of
from services.gpu_inference.engines.sketch.lyricist.theme import Theme
from services.gpu_inference.engines.sketch.lyricist.titles import Hook
from services.gpu_inference.engines.sketch.lyricist.topics import singular
from services.gpu_inference.engines.sketch.lyricist.verses.general import GENERAL
from services.gpu_inference.engines.sketch.lyricist.verses.own_words import (
    BEINGS_FIRST,
    BEINGS_LATER,
    HOOKS,
    NAMES,
    PLACES,
    THINGS_FIRST,
    THINGS_LATER,
)

LONGEST_LYRICS: Final = 5000

_Pool: TypeAlias = tuple[str, ...]
_OwnWord: TypeAlias = tuple[str, str]
"""A slot, and what fills it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Voice:
    """What the song has to draw on."""

    theme: Theme
    own_words: Iterator[_OwnWord]
    lots: random.Random
    pen: Pen


_OWN_POOLS: Final[dict[str, tuple[_Pool, _Pool]]] = {
    "thing": (THINGS_FIRST, THINGS_LATER),
    "being": (BEINGS_FIRST, BEINGS_LATER),
    "place": (PLACES, PLACES),
    "name": (NAMES, NAMES),
}


def write_lyrics(
    theme: Theme, hook: Hook, *, form: tuple[Section, ...], lots: random.Random
) -> str:
    voice = _Voice(theme=theme, own_words=_own_words(theme), lots=lots, pen=Pen(lots))
    chorus = _chorus(voice, hook)
    verses_written = 0
    sections = []
    for section in form:
        couplets = _section(voice, section, chorus=chorus, verse=verses_written)
        verses_written += section.name == "verse"
        lines = [line for couplet in couplets for line in couplet]
        sections.append("\n".join((f"[{section.name}]", *lines)))
    return "\n\n".join(sections)[:LONGEST_LYRICS]


def _section(
    voice: _Voice, section: Section, *, chorus: tuple[Couplet, ...], verse: int
) -> list[Couplet]:
    if section.name in ("chorus", "outro"):
        return list(chorus[: section.couplets])
    if section.name == "bridge":
        return [
            _topical(voice, "resolves", number) for number in range(section.couplets)
        ]
    return _verse(voice, couplets=section.couplets, verse=verse)


def _verse(voice: _Voice, *, couplets: int, verse: int) -> list[Couplet]:
    """A scene of the topic and, where they gave some, a couplet of their own words."""
    own = _own_couplet(voice, is_first=verse == 0)
    role = "turns" if verse else "opens"
    topical = [
        _topical(voice, role, number + verse) for number in range(couplets - bool(own))
    ]
    # A turn is told before it is felt; a scene may open on either.
    if own and verse == 0 and voice.lots.random() < 1 / 2:
        return [own, *topical]
    return [*topical, own] if own else topical


def _topical(voice: _Voice, role: str, number: int) -> Couplet:
    topics = voice.theme.topics[:2]
    turned = topics[number % 2 :] + topics[: number % 2] if topics else ()
    pools: list[_Pool] = [getattr(topic, role) for topic in turned]
    # Better another turn of this story than a moral that fits any.
    pools += [topic.turns for topic in turned[:1]]
    return voice.pen.couplet([*pools, getattr(GENERAL, role)], {})


def _own_words(theme: Theme) -> Iterator[_OwnWord]:
    """Who and what comes first, then names and places, then the rest."""
    yield from ((_kind(thing), thing) for thing in theme.things[:1])
    yield from (("name", name) for name in theme.names[:1])
    yield from (("place", place) for place in theme.places[:1])
    yield from ((_kind(thing), thing) for thing in theme.things[1:])


def _kind(thing: str) -> str:
    return "being" if singular(thing.split()[-1]) in BEINGS else "thing"


def _own_couplet(voice: _Voice, *, is_first: bool) -> Couplet | None:
    own = next(voice.own_words, None)
    if own is None:
        return None
    slot, words = own
    first, later = _OWN_POOLS[slot]
    return voice.pen.couplet([first if is_first else later], {slot: words})


def _chorus(voice: _Voice, hook: Hook) -> tuple[Couplet, ...]:
    """The couplet with the title comes first, for songs with room for only one."""
    if hook.chorus:
        lines = lines_of(hook.chorus)
        halves = (lines[:2], lines[2:])
        return tuple(_as_written(voice, half) for half in halves)
    words = {"hook": hook.phrase}
    can_be_sung = hook.phrase and any(fits(template, words) for template in HOOKS)
    if not can_be_sung:
        return _topical(voice, "resolves", 0), _topical(voice, "resolves", 1)
    return voice.pen.couplet([HOOKS], words), _topical(voice, "resolves", 0)


def _as_written(voice: _Voice, lines: tuple[str, ...]) -> Couplet:
    template = " / ".join(lines)
    words: Words = {}
    return voice.pen.keep(template, voice.lots.choice(fits(template, words)))
