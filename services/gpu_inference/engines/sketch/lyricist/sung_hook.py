"""The hook of lyrics that are already written: the line they keep coming back to."""

import re
from collections import Counter
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.theme import opening_words, plain

_MARK: Final = re.compile(r"^\s*[\[(]\s*(?P<name>[^\])]*)[\])]?\s*$")
_CHORUS: Final = ("chorus", "hook", "refrain")


def sung_hook(lyrics: str) -> str:
    """The opening of the line repeated most, else of the chorus; blank if there is none."""
    section = ""
    lines: list[str] = []
    choruses: list[str] = []
    for line in lyrics.splitlines():
        mark = _MARK.match(line)
        if mark:
            section = mark["name"].casefold()
        elif line.strip():
            lines.append(line.strip())
            if section.startswith(_CHORUS):
                choruses.append(line.strip())
    repeated = [line for line, times in Counter(lines).most_common(1) if times > 1]
    return next(
        (
            hook
            for line in (*repeated, *choruses[:1])
            if (hook := opening_words(plain(line)))
        ),
        "",
    )
