"""The lyric as the composer reads it: sections in order, lines as syllable counts."""

import re
from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.composer.score import Line, SectionKind
from services.gpu_inference.engines.sketch.pronunciation.syllables import line_syllables

_MARK: Final = re.compile(r"^\s*\[([^\]]*)\]\s*$")
_KINDS: Final[tuple[tuple[str, SectionKind], ...]] = (
    # Longest first: "pre-chorus" holds "chorus".
    ("pre-chorus", "prechorus"),
    ("prechorus", "prechorus"),
    ("pre chorus", "prechorus"),
    ("build", "prechorus"),
    ("chorus", "chorus"),
    ("hook", "chorus"),
    ("refrain", "chorus"),
    ("drop", "chorus"),
    ("verse", "verse"),
    ("bridge", "bridge"),
    ("break", "bridge"),
    ("middle", "bridge"),
    ("instrumental", "solo"),
    ("interlude", "solo"),
    ("solo", "solo"),
    ("intro", "intro"),
    ("outro", "outro"),
    ("coda", "outro"),
    ("ending", "outro"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stanza:
    kind: SectionKind
    lines: tuple[Line, ...]


def _kind_of(mark: str) -> SectionKind | None:
    name = mark.casefold()
    return next((kind for word, kind in _KINDS if word in name), None)


def stanzas_of(lyrics: str) -> tuple[Stanza, ...]:
    """Split at ``[marks]``; words before the first mark are a verse."""
    found: list[tuple[SectionKind, list[Line]]] = []
    for text in lyrics.splitlines():
        mark = _MARK.match(text)
        kind = _kind_of(mark.group(1)) if mark else None
        if kind:
            found.append((kind, []))
            continue
        count = 0 if mark else line_syllables(text)
        if count:
            if not found:
                found.append(("verse", []))
            found[-1][1].append(Line(syllables=count))
    return tuple(Stanza(kind=kind, lines=tuple(lines)) for kind, lines in found)
