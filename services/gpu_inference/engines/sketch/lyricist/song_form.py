"""Which sections a song of a given length has room for."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    name: str
    couplets: int
    """Pairs of lines."""


_SHORT_VERSE: Final = Section(name="verse", couplets=1)
_VERSE: Final = Section(name="verse", couplets=2)
_HOOK: Final = Section(name="chorus", couplets=1)
_CHORUS: Final = Section(name="chorus", couplets=2)
_SHORT_BRIDGE: Final = Section(name="bridge", couplets=1)
_BRIDGE: Final = Section(name="bridge", couplets=2)
_OUTRO: Final = Section(name="outro", couplets=1)

_SONG: Final = (_VERSE, _CHORUS, _VERSE, _CHORUS)
# Up to so many seconds, these sections: about 3.5 seconds for each line.
_FORMS: Final[tuple[tuple[float, tuple[Section, ...]], ...]] = (
    (12.0, (_HOOK,)),
    (22.0, (_CHORUS,)),
    (28.0, (_SHORT_VERSE, _HOOK)),
    (60.0, (_VERSE, _CHORUS)),
    (90.0, _SONG),
    (120.0, (*_SONG, _SHORT_BRIDGE, _HOOK)),
    (200.0, (*_SONG, _BRIDGE, _CHORUS)),
    (240.0, (*_SONG, _BRIDGE, _CHORUS, _OUTRO)),
)
_LONGEST: Final = (*_SONG, _BRIDGE, _VERSE, _CHORUS, _CHORUS, _OUTRO)


def form_for(duration_seconds: float) -> tuple[Section, ...]:
    for limit_seconds, form in _FORMS:
        if duration_seconds < limit_seconds:
            return form
    return _LONGEST
