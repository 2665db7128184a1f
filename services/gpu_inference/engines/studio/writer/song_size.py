"""How many words fit into a song: sections and lines by its length."""

from dataclasses import dataclass
from math import ceil
from typing import Final, Self

_SECONDS_A_LINE: Final = 4.5
_LINES_A_SECTION: Final = 4
_FEWEST_LINES: Final = 2
_MOST_LINES: Final = 44
_SHORT_LINE: Final = 40
_LONG_LINE: Final = 72
_SHORT_SONG_SECONDS: Final = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class SongSize:
    """Even at its largest it stays below ``shared.domain.limits.LONGEST_LYRICS``."""

    lines: int
    """About so many in all."""
    sections: int
    """About so many."""
    fewest_sections: int
    most_sections: int
    fewest_lines: int
    """Of one section, as is the next."""
    most_lines: int
    longest_line: int
    """Characters."""

    @classmethod
    def of(cls, seconds: float) -> Self:
        lines = round(seconds / _SECONDS_A_LINE)
        lines = max(_FEWEST_LINES, min(lines, _MOST_LINES))
        sections = ceil(lines / _LINES_A_SECTION)
        is_short = seconds <= _SHORT_SONG_SECONDS
        return cls(
            lines=lines,
            sections=sections,
            fewest_sections=max(1, sections - 1),
            most_sections=sections if sections < _LINES_A_SECTION else sections + 1,
            fewest_lines=_FEWEST_LINES,
            most_lines=min(lines, _LINES_A_SECTION + 1),
            longest_line=_SHORT_LINE if is_short else _LONG_LINE,
        )
