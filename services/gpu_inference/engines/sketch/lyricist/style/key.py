"""Which key: the one a text states, or one that suits its mood."""

import random
import re
from typing import Final

_MODES: Final = {
    "major": "major",
    "maj": "major",
    "ionian": "major",
    "minor": "minor",
    "min": "minor",
    "aeolian": "minor",
    "dorian": "dorian",
    "mixolydian": "mixolydian",
    "phrygian": "phrygian",
    "locrian": "phrygian",
    "lydian": "lydian",
}
_MODE: Final = "|".join(sorted(_MODES, key=len, reverse=True))
_ACCIDENTAL: Final = r"(?:\s*(#|\u266f|\u266d|b(?![a-z])|-?\s?sharp\b|-?\s?flat\b))?"
_QUALITY: Final = r"(?:harmonic\s+|melodic\s+|natural\s+)?"
_WITH_MODE: Final = re.compile(
    rf"(?<![\w'])([A-G]){_ACCIDENTAL}[\s-]*{_QUALITY}({_MODE})\b", re.IGNORECASE
)
_CLAUSE_ENDS: Final = re.compile(r"\s*(?:$|[,.;:!?\n)/]|\d|and\b|at\b|with\b|key\b)")
_CLAUSE_STARTS: Final = re.compile(r"(?:^|[,.;:!?\n(])\s*$")
_TONIC_COMES: Final = re.compile(r"\b(?:in|key|of|key:)\s*$", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"(?:\b(?:[Kk]ey(?:\s+of|\s*:)?|in)\s+|(?:^|[,;\n])\s*)([A-G])(#|b|\u266f|\u266d)?(m)?"
    r"(?=\s*(?:$|[,;.\n]))"
)
_KEY_OF: Final = re.compile(
    rf"\bkey(?:\s+of|\s+is|\s*:|\s*=)?\s+([A-Ga-g]){_ACCIDENTAL}(?![\w#'])",
    re.IGNORECASE,
)
_MODE_ALONE: Final = re.compile(
    r"\b(?:in|with)?\s*(?:a\s+)?(?<!asia )(major|minor|dorian|mixolydian|phrygian|lydian)"
    r"(?:\s+(?:key|scale|mode|tonality|feel|chords?|mood|harmony|harmonies)\b|(?=\s*(?:$|[,.;\n])))",
    re.IGNORECASE,
)
_RESPELLED: Final = {"E#": "F", "B#": "C", "Cb": "B", "Fb": "E"}
_MINOR_TONICS: Final = ("A", "E", "D", "B", "C", "G", "F#", "C#", "F")
_MAJOR_TONICS: Final = ("C", "G", "D", "A", "F", "E", "Bb", "Eb", "Ab")
# Genres with a colour of their own, and how often they wear it.
_COLOURED: Final = {
    "Funk": ("dorian", 0.35),
    "Rock": ("mixolydian", 0.15),
    "Folk": ("dorian", 0.15),
    "Blues": ("mixolydian", 0.3),
    "Metal": ("phrygian", 0.25),
    "House": ("dorian", 0.2),
    "Ambient": ("lydian", 0.25),
    "Cinematic": ("lydian", 0.1),
    "World": ("phrygian", 0.2),
    "Synthwave": ("dorian", 0.15),
}


def stated_key(text: str) -> str | None:
    """Such as ``F# minor``; a tonic without a mode is major."""
    for match in _WITH_MODE.finditer(text):
        if not _is_article(match, text):
            return _spelt(match[1], match[2], match[3])
    short = _SHORT.search(text)
    if short:
        return _spelt(short[1], short[2], "minor" if short[3] else "major")
    key_of = _KEY_OF.search(text)
    return _spelt(key_of[1], key_of[2], "major") if key_of else None


def chosen_key(
    text: str, *, genre: str, minor_share: float, lots: random.Random
) -> str:
    """The stated key; else the stated mode; else by the odds of the genre and mood."""
    stated = stated_key(text)
    if stated:
        return stated
    alone = _MODE_ALONE.search(text)
    mode = alone[1].casefold() if alone else _drawn_mode(genre, minor_share, lots)
    is_dark = mode in ("minor", "dorian", "phrygian")
    return f"{lots.choice(_MINOR_TONICS if is_dark else _MAJOR_TONICS)} {mode}"


def _is_article(match: re.Match[str], text: str) -> bool:
    """``a minor key``, ``a major hit``, ``A minor ballad``: no tonic is named there."""
    if match[1] not in "aA" or match[2]:
        return False
    before, after = text[: match.start()], text[match.end() :]
    ends = bool(_CLAUSE_ENDS.match(after))
    if match[1] == "A":
        return bool(_CLAUSE_STARTS.search(before)) and not ends
    names_key = after.lstrip().casefold().startswith("key")
    opens = _TONIC_COMES.search(before) or _CLAUSE_STARTS.search(before)
    return names_key or not (ends and opens)


def _drawn_mode(genre: str, minor_share: float, lots: random.Random) -> str:
    coloured, share = _COLOURED.get(genre, ("", 0.0))
    is_minor = lots.random() < minor_share
    suits = is_minor == (coloured in ("dorian", "phrygian"))
    if suits and lots.random() < share:
        return coloured
    return "minor" if is_minor else "major"


def _spelt(tonic: str, accidental: str | None, mode: str) -> str:
    sign = (accidental or "").casefold().strip(" -")
    mark = {"sharp": "#", "\u266f": "#", "flat": "b", "\u266d": "b"}.get(sign, sign)
    name = tonic.upper() + mark
    return f"{_RESPELLED.get(name, name)} {_MODES[mode.casefold()]}"
