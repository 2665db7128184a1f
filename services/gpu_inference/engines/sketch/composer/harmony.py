"""Harmony: a progression for each section, cadences where phrases end, smooth voices."""

from dataclasses import dataclass
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.progressions import (
    CADENCES,
    MAJOR,
    MINOR,
    MODAL,
    Pool,
)
from services.gpu_inference.engines.sketch.composer.score import (
    PlacedChord,
    Section,
    SectionKind,
)
from services.gpu_inference.engines.sketch.composer.theory import Chord, Key, chord_of

_DRAWN_FROM: Final[dict[SectionKind, str]] = {
    "intro": "verse",
    "verse": "verse",
    "prechorus": "bridge",
    "chorus": "chorus",
    "bridge": "bridge",
    "solo": "verse",
    "outro": "chorus",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class HarmonyStyle:
    family: str
    size: int
    """Notes in a chord: 3 plain, 4 with sevenths, 5 with ninths."""
    loops: bool
    """Loops repeat as they are; other families close their phrases with cadences."""


def _pool(key: Key, family: str) -> Pool:
    if key.is_modal:
        return MODAL[key.mode]
    if key.is_minor:
        return MINOR.get(family, MINOR["pop"])
    return MAJOR.get(family, MAJOR["rock"])


def _choose(pool: Pool, *, part: str, bars: int, rng: Random) -> str:
    """Prefer progressions that end together with the section."""
    offers = pool.get(part, pool["verse"])
    fitting = [offer for offer in offers if bars % len(offer.split()) == 0]
    return rng.choice(fitting or [min(offers, key=lambda o: len(o.split()))])


def _dominant(key: Key) -> str:
    return CADENCES.get(key.mode, "5d")


def _closed(symbols: list[str], *, key: Key, leads_on: bool) -> list[str]:
    """End a phrase open before what follows, or at home when nothing does."""
    if len(symbols) < 4:
        return symbols
    if leads_on:
        return [*symbols[:-1], _dominant(key)]
    return [*symbols[:-2], f"4,{_dominant(key)}", "1"]


def _section_symbols(
    section: Section,
    *,
    key: Key,
    style: HarmonyStyle,
    following: Section | None,
    base: str,
) -> list[str]:
    cycle = base.split()
    symbols = [cycle[bar % len(cycle)] for bar in range(section.bars)]
    if following is None:
        return _closed(symbols, key=key, leads_on=False)
    if style.loops or following.kind == section.kind:
        return symbols
    if section.kind in {"prechorus", "bridge"} or following.kind == "chorus":
        return _closed(symbols, key=key, leads_on=True)
    return symbols


def plan_harmony(
    sections: tuple[Section, ...],
    *,
    key: Key,
    style: HarmonyStyle,
    beats_per_bar: int,
    rng: Random,
) -> tuple[PlacedChord, ...]:
    """Give every bar its chords; sections of one kind share their progression."""
    pool = _pool(key, style.family)
    parts: dict[str, str] = {}
    for section in sections:
        part = _DRAWN_FROM[section.kind]
        if part not in parts:
            parts[part] = _choose(pool, part=part, bars=section.bars, rng=rng)
    placed: list[PlacedChord] = []
    for section, following in zip(sections, (*sections[1:], None), strict=True):
        symbols = _section_symbols(
            section,
            key=key,
            style=style,
            following=following,
            base=parts[_DRAWN_FROM[section.kind]],
        )
        for bar, symbol in enumerate(symbols, start=section.start_bar):
            placed += _bar(
                symbol, bar=bar, beats=beats_per_bar, key=key, size=style.size
            )
    return tuple(placed)


def _bar(
    symbol: str, *, bar: int, beats: int, key: Key, size: int
) -> list[PlacedChord]:
    halves = symbol.split(",")
    first = beats / 2 if beats != 3 else 2.0
    bounds = [0.0, float(beats)] if len(halves) == 1 else [0.0, first, float(beats)]
    return [
        PlacedChord(
            start=bar * beats + begin,
            length=end - begin,
            chord=chord_of(key, half, size=size),
        )
        for half, begin, end in zip(halves, bounds, bounds[1:], strict=False)
    ]


def _rotations(pitch_classes: tuple[int, ...], *, center: int) -> list[tuple[int, ...]]:
    """Stack the chord closely from each of its notes, near ``center``."""
    stacks = []
    for first in range(len(pitch_classes)):
        order = pitch_classes[first:] + pitch_classes[:first]
        for octave in (center - 14, center - 7, center):
            pitch = octave + (order[0] - octave) % 12
            stack = [pitch]
            for member in order[1:]:
                pitch += (member - pitch) % 12 or 12
                stack.append(pitch)
            stacks.append(tuple(stack))
    return stacks


def _movement(
    stack: tuple[int, ...], previous: tuple[int, ...], *, center: int
) -> float:
    mean = sum(stack) / len(stack)
    drift = abs(mean - center) * 0.6
    # Seconds at the bottom of a stack turn to mud.
    mud = 3.0 if stack[1] - stack[0] < 3 and stack[0] < 55 else 0.0
    if not previous:
        return drift + mud
    steps = sum(min(abs(pitch - old) for old in previous) for pitch in stack)
    return steps + drift + mud + abs(stack[-1] - previous[-1]) * 0.5


def voice(
    chord: Chord, *, previous: tuple[int, ...], center: int, voices: int
) -> tuple[int, ...]:
    """Place the chord near ``center`` so that each voice moves as little as it can."""
    members = list(dict.fromkeys(chord.pitch_classes))
    fifth = (chord.root + 7) % 12
    while len(members) > voices:
        # The fifth says least, then the root, which the bass has anyway.
        members.remove(fifth if fifth in members and len(members) > 3 else members[0])
    stacks = _rotations(tuple(members), center=center)
    return min(stacks, key=lambda s: (_movement(s, previous, center=center), s))
