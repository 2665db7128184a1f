"""Keys, modes, scales and chords, as pitch classes and semitones."""

import re
from dataclasses import dataclass
from typing import Final

_LETTERS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS: Final = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_MODES: Final = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
}
_ALIASES: Final = {
    "": "major",
    "maj": "major",
    "ionian": "major",
    "m": "minor",
    "min": "minor",
    "aeolian": "minor",
    "natural minor": "minor",
}
_KEY: Final = re.compile(r"^\s*([A-Ga-g])([#b♯♭]?)\s*(.*?)\s*$")
_MAJOR: Final = _MODES["major"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    tonic: int
    """Pitch class, 0 is C."""
    mode: str

    @property
    def steps(self) -> tuple[int, ...]:
        """Semitones of the seven degrees above the tonic."""
        return _MODES[self.mode]

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        return tuple((self.tonic + step) % 12 for step in self.steps)

    @property
    def is_minor(self) -> bool:
        return self.steps[2] == 3

    @property
    def is_modal(self) -> bool:
        return self.mode in {"dorian", "phrygian", "lydian", "mixolydian", "locrian"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chord:
    root: int
    """Pitch class."""
    intervals: tuple[int, ...]
    """Semitones above the root, the root first."""

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        return tuple((self.root + interval) % 12 for interval in self.intervals)


def parse_key(key_scale: str) -> Key:
    """Read ``F# major``, ``Bb minor``, ``Am`` or ``D dorian``; C major if unreadable."""
    match = _KEY.match(key_scale)
    if match is None:
        return Key(tonic=0, mode="major")
    letter, accidental, name = match.groups()
    tonic = (_LETTERS[letter.upper()] + _ACCIDENTALS[accidental]) % 12
    mode = " ".join(name.casefold().split())
    mode = _ALIASES.get(mode, mode)
    return Key(tonic=tonic, mode=mode if mode in _MODES else "major")


def diatonic(key: Key, degree: int, *, size: int) -> Chord:
    """Stack ``size`` thirds of the scale on ``degree`` (1 to 7)."""
    steps = key.steps
    root = steps[degree - 1]
    intervals = []
    for third in range(size):
        index = degree - 1 + 2 * third
        intervals.append(steps[index % 7] + 12 * (index // 7) - root)
    return Chord(root=(key.tonic + root) % 12, intervals=tuple(intervals))


_QUALITIES: Final = {
    "M": (0, 4, 7, 11, 14),
    "m": (0, 3, 7, 10, 14),
    "d": (0, 4, 7, 10, 14),
    "o": (0, 3, 6, 9),
    "s": (0, 5, 7, 10),
    "p": (0, 7, 12),
}
_SYMBOL: Final = re.compile(r"^(b?)([1-7])([Mmdosp]?)(?:/([1-7]))?$")


def chord_of(key: Key, symbol: str, *, size: int) -> Chord:
    """Spell a progression symbol in ``key`` with at most ``size`` notes.

    ``4`` is the scale's own chord on degree 4; a letter forces a quality (``5d`` a
    dominant, ``2m`` minor, ``7o`` diminished, ``5s`` suspended); ``b7`` is a major
    chord on a degree lowered from the major scale; ``5/2`` is the dominant of 2.
    """
    match = _SYMBOL.match(symbol)
    if match is None:
        raise ValueError(symbol)
    flat, degree_text, quality, target = match.groups()
    degree = int(degree_text)
    if target:
        root = (key.tonic + key.steps[int(target) - 1] + _MAJOR[degree - 1]) % 12
        return Chord(root=root, intervals=_QUALITIES["d"][: max(size, 4)])
    if flat:
        root = (key.tonic + _MAJOR[degree - 1] - 1) % 12
        return Chord(root=root, intervals=_QUALITIES[quality or "M"][:size])
    if quality:
        root = (key.tonic + key.steps[degree - 1]) % 12
        return Chord(root=root, intervals=_QUALITIES[quality][:size])
    return diatonic(key, degree, size=size)


def scale_pitches(key: Key, low: int, high: int) -> tuple[int, ...]:
    """Return the MIDI notes of the scale from ``low`` to ``high``, both included."""
    members = key.pitch_classes
    return tuple(pitch for pitch in range(low, high + 1) if pitch % 12 in members)
