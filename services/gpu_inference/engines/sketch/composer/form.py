"""The form of a song: which sections, how many bars each, fitted to a length."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.composer.lyrics import Stanza
from services.gpu_inference.engines.sketch.composer.score import (
    LEAD_IN_SECONDS,
    Section,
    SectionKind,
)

_TEMPLATES: Final[tuple[tuple[SectionKind, ...], ...]] = (
    ("chorus",),
    ("verse", "chorus"),
    ("intro", "verse", "chorus"),
    ("intro", "verse", "chorus", "outro"),
    ("intro", "verse", "chorus", "bridge", "chorus", "outro"),
    ("intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus", "outro"),
    (
        *("intro", "verse", "prechorus", "chorus", "verse", "prechorus", "chorus"),
        *("bridge", "chorus", "outro"),
    ),
    (
        *("intro", "verse", "prechorus", "chorus", "verse", "prechorus", "chorus"),
        *("solo", "bridge", "chorus", "chorus", "outro"),
    ),
)
_ENERGY: Final[dict[SectionKind, float]] = {
    "intro": 0.34,
    "verse": 0.5,
    "prechorus": 0.64,
    "chorus": 0.86,
    "bridge": 0.46,
    "solo": 0.78,
    "outro": 0.4,
}
_HALF_LENGTH: Final = ("intro", "outro", "prechorus")


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """How much of the asked time is bars and how much is the last chord's ring."""

    bars: int
    end_beat: float


def span_of(duration_seconds: float, *, bpm: int, beats_per_bar: int) -> Span:
    """Fill the time with whole bars, and leave at least a short ring-out.

    A song too short for one bar ends on the last beat that leaves a ring.
    """
    beat = 60.0 / bpm
    ring = min(2.6, max(0.9, duration_seconds * 0.2))
    playable_beats = max(1.0, (duration_seconds - LEAD_IN_SECONDS - ring) / beat)
    bars = int(playable_beats // beats_per_bar)
    if bars == 0:
        return Span(bars=1, end_beat=float(math.floor(playable_beats)))
    return Span(bars=bars, end_beat=float(bars * beats_per_bar))


def _least(kind: SectionKind) -> int:
    return 2 if kind in _HALF_LENGTH else 4


def _wanted(stanza: Stanza, *, full: int, bars_per_line: int) -> int:
    if stanza.lines:
        sung = len(stanza.lines) * bars_per_line
        return max(_least(stanza.kind), 4 * math.ceil(sung / 4))
    return 4 if stanza.kind in _HALF_LENGTH else full


def _template(bars: int, *, full: int) -> list[Stanza]:
    """Choose the longest template that does not starve its sections."""
    best = _TEMPLATES[0]
    for kinds in _TEMPLATES:
        need = sum(full // 2 if k in _HALF_LENGTH else full for k in kinds)
        if need * 0.8 <= bars or (len(kinds) == 2 and bars >= 8):
            best = kinds
    return [Stanza(kind=kind, lines=()) for kind in best]


def _trim(stanzas: list[Stanza], *, bars: int) -> list[Stanza]:
    """Drop what does not fit, but keep a verse and the chorus."""
    kept = list(stanzas)
    while len(kept) > 1 and sum(_least(s.kind) for s in kept) > bars:
        kinds = Counter(stanza.kind for stanza in kept)
        expendable = [
            index
            for index, stanza in enumerate(kept)
            if kinds[stanza.kind] > 1 or stanza.kind != "chorus"
        ]
        # Wordless ones go first, then bridges, then from the end.
        kept.pop(max(expendable, key=lambda i: _expendable(kept[i], index=i)))
        while len(kept) > 1 and kept[-1].kind in {"verse", "bridge", "prechorus"}:
            kept.pop()
    return kept


def _expendable(stanza: Stanza, *, index: int) -> tuple[bool, bool, int]:
    return not stanza.lines, stanza.kind == "bridge", index


def _frame(
    stanzas: list[Stanza], *, bars: int, full: int, per_line: int
) -> list[Stanza]:
    """Put an intro and an outro around the words when there is room for them."""
    need = sum(_wanted(s, full=full, bars_per_line=per_line) for s in stanzas)
    framed = list(stanzas)
    if framed[0].kind != "intro" and bars >= need + 4:
        framed.insert(0, Stanza(kind="intro", lines=()))
    if framed[-1].kind != "outro" and bars >= need + 8:
        framed.append(Stanza(kind="outro", lines=()))
    if bars >= need + 8 + full + 8:
        framed.insert(len(framed) - 1, Stanza(kind="solo", lines=()))
        chorus = next((s for s in reversed(stanzas) if s.kind == "chorus"), None)
        if chorus and bars >= need + 8 + 2 * full + 8:
            framed.insert(len(framed) - 1, chorus)
    return framed


def _share(stanzas: list[Stanza], *, bars: int, wanted: list[int]) -> list[int]:
    """Give each section its least, then grow by whole phrases, then fill the rest."""
    given = [min(_least(s.kind), want) for s, want in zip(stanzas, wanted, strict=True)]
    order = range(len(given))
    for phrase in (4, 2):
        while sum(given) + phrase <= bars:
            hungry = [
                i
                for i in order
                if wanted[i] - given[i] >= phrase
                and (phrase == 4 or stanzas[i].kind in _HALF_LENGTH)
            ]
            if not hungry:
                break
            given[max(hungry, key=lambda i: (wanted[i] - given[i], -i))] += phrase
    spare = bars - sum(given)
    growable = [i for i in order if stanzas[i].kind not in _HALF_LENGTH]
    while growable and spare >= 4:
        given[min(growable, key=lambda i: (given[i] / wanted[i], i))] += 4
        spare -= 4
    # What is left is less than a phrase: the end takes it, where nobody counts.
    given[-1] += spare
    return given


def _energies(kinds: list[SectionKind]) -> list[float]:
    """Raise each return of a section; the last chorus is the top of the song."""
    seen: Counter[str] = Counter()
    energies = []
    for kind in kinds:
        energies.append(min(1.0, _ENERGY[kind] + 0.06 * seen[kind]))
        seen[kind] += 1
    if "chorus" in kinds and len(kinds) > 2:
        last = len(kinds) - 1 - kinds[::-1].index("chorus")
        energies[last] = 1.0
    return energies


def plan_form(
    stanzas: tuple[Stanza, ...], *, bars: int, full: int, bars_per_line: int
) -> tuple[Section, ...]:
    """Lay ``bars`` bars out as sections of about ``full`` bars, following the lyric."""
    if stanzas:
        marked = _trim(list(stanzas), bars=bars)
        plan = _frame(marked, bars=bars, full=full, per_line=bars_per_line)
    else:
        plan = _template(bars, full=full)
    plan = _trim(plan, bars=bars)
    wanted = [_wanted(s, full=full, bars_per_line=bars_per_line) for s in plan]
    lengths = _share(plan, bars=bars, wanted=wanted) if bars >= 4 else [bars]
    if bars < 4:
        plan = plan[:1]
    energies = _energies([stanza.kind for stanza in plan])
    sections, start, seen = [], 0, Counter[str]()
    for stanza, length, energy in zip(plan, lengths, energies, strict=True):
        sections.append(
            Section(
                kind=stanza.kind,
                occurrence=seen[stanza.kind],
                start_bar=start,
                bars=length,
                energy=energy,
                lines=stanza.lines,
            )
        )
        seen[stanza.kind] += 1
        start += length
    return tuple(sections)
