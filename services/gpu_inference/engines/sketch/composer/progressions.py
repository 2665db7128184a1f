"""Chord progressions by family, in the symbols that ``theory.chord_of`` reads.

A space is a bar line; a comma splits a bar. Each family offers verses, choruses and
bridges in major and in minor; what a family lacks for a section, its verse serves.
"""

from typing import Final, TypeAlias

Pool: TypeAlias = dict[str, tuple[str, ...]]

MAJOR: Final[dict[str, Pool]] = {
    "pop": {
        "verse": ("1 5 6 4", "1 6 4 5", "6 4 1 5", "1 3 4 5", "4 1 5 6"),
        "chorus": ("4 5 3 6", "1 5 6 4", "4 1 5 6", "1 4 6 5"),
        "bridge": ("6 3 4 5", "2 4 6 5s,5", "4 4m 1 5"),
    },
    "folk": {
        "verse": ("1 4 1 5", "1 1 4 1", "1 6 4 1", "1 5 4 1"),
        "chorus": ("4 1 5 1", "1 4 1,5 1", "4 5 1 6"),
        "bridge": ("6 4 1 5", "4 4 1 5"),
    },
    "country": {
        "verse": ("1 1 4 1", "1 4 1 5", "1 1 4 5"),
        "chorus": ("4 1 5 1", "1 5/5 5 1", "4 5 1 1"),
        "bridge": ("6 4 1 5/5", "4 1 5/5 5"),
    },
    "rock": {
        "verse": ("1 b7 4 1", "1 5 4 4", "1 4 1 4", "6 4 1 5"),
        "chorus": ("1 5 6 4", "4 1 5 6", "1 4 5 4"),
        "bridge": ("6 5 4 5", "b6 b7 1 1"),
    },
    "jazz": {
        "verse": ("1 6 2 5d", "2 5d 1 5/2", "1,5/4 4 2,5d 1", "3 5/2 2 5d"),
        "chorus": ("2 5d 1 6", "4 4m 3 5/2", "1 5/2 2 5d"),
        "bridge": ("3 5/2 2 5/5", "4 4m 1 5/2"),
    },
    "soul": {
        "verse": ("1 6 2 5s", "1 3 4 5s", "4 3 2 1"),
        "chorus": ("4 3 6 5/2,2", "1 5/6 6 4", "4 5s 3 6"),
        "bridge": ("2 3 4 5s", "4 4m 3 5/2"),
    },
    "gospel": {
        "verse": ("1 5/6 6 5/4", "1 4 1,5/6 2,5d", "1 3 4 5s"),
        "chorus": ("4 5/6 6 5/2,2", "1,5/4 4,4m 1,6 2,5d", "4,5s 3,6 2,5d 1"),
        "bridge": ("2 5/6 6 5/5,5s", "4 5/3 3 5/2"),
    },
    "blues": {
        "verse": ("1d 1d 1d 1d 4d 4d 1d 1d 5d 4d 1d 5d", "1d 4d 1d 1d 4d 4d 1d 5d"),
        "chorus": ("1d 4d 1d 1d 4d 4d 1d 1d 5d 4d 1d 5d", "4d 4d 1d 1d 5d 4d 1d 5d"),
        "bridge": ("4d 4d 1d 1d 5/5 5/5 5d 5d", "4d 1d 5d 5d"),
    },
    "dance": {
        "verse": ("6 4 1 5", "1 5 6 4", "4 5 6 1", "2 4 6 5"),
        "chorus": ("4 5 6 1", "6 4 1 5", "1 5 2 4"),
        "bridge": ("4 4 6 5", "2 2 4 5"),
    },
    "vamp": {
        "verse": ("1d 1d 4d 1d", "1 2 1 2", "1d 4d 1d 4d"),
        "chorus": ("4d 1d 4d 5s", "1d 4d 5s 4d"),
        "bridge": ("b7 4d b7 5d", "4d 4d b7 5d"),
    },
    "latin": {
        "verse": ("1 2 5d 1", "1 5/2 2 5d", "1 4 5d 1"),
        "chorus": ("4 4m 3 5/2", "2 5d 3 5/2", "1 4 2 5d"),
        "bridge": ("4 5d 3 6", "5/5 5/5 2 5d"),
    },
    "roots": {
        "verse": ("1 1 4 4", "1 4 1 5", "1 2 1 2", "1 6 4 5"),
        "chorus": ("1 5 6 4", "1 4 1 5", "4 5 1 1"),
        "bridge": ("6 5 4 4", "6 2 4 5"),
    },
    "classical": {
        "verse": ("1 5 6 3 4 1 2 5d", "1 4 5d 1", "1 6 2 5d", "1 7o,1 4 5d"),
        "chorus": ("1 5/6 6 5/5 5 1 2,5d 1", "4 1 5d 1 6 2 5d 1"),
        "bridge": ("6 5/6 6 2 5/5 5 4 5d", "6 3 4 5d"),
    },
    "film": {
        "verse": ("1 6 4 1", "6 4 1 5", "1 b6 b7 1", "1 3 6 4"),
        "chorus": ("1 5 2 4", "4 1 5 6", "b6 b7 1 1"),
        "bridge": ("b6 b3 b7 4", "6 3 4 5s"),
    },
    "drift": {
        "verse": ("1 4 1 6", "4 1 4 6", "1 3 4 6"),
        "chorus": ("4 6 1 5", "1 2 4 1"),
        "bridge": ("2 4 6 4", "6 4 2 4"),
    },
}

MINOR: Final[dict[str, Pool]] = {
    "pop": {
        "verse": ("1 6 3 7", "1 4 6 7", "1 7 6 7", "6 7 1 1"),
        "chorus": ("6 3 7 1", "6 7 1 3", "1 6 3 7", "4 6 1 7"),
        "bridge": ("4 6 1 5d", "6 4 1 5d"),
    },
    "folk": {
        "verse": ("1 7 1 4", "1 3 7 1", "1 6 7 1"),
        "chorus": ("3 7 1 4", "6 7 1 1", "6 3 7 1"),
        "bridge": ("4 1 6 5d", "6 3 4 5d"),
    },
    "country": {
        "verse": ("1 1 4 1", "1 7 6 7", "1 3 7 1"),
        "chorus": ("3 7 1 4", "6 3 7 1"),
        "bridge": ("4 1 6 5d",),
    },
    "rock": {
        "verse": ("1 7 6 7", "1 3 7 4d", "1 1 6 7"),
        "chorus": ("6 7 1 1", "1 6 3 7", "6 3 7 1"),
        "bridge": ("4 6 1 5d", "6 6 7 5d"),
    },
    "metal": {
        "verse": ("1 1 b2 1", "1 1 6 7", "1 6 b2 5d"),
        "chorus": ("6 7 1 5d", "1 6 3 7", "6 3 7 1"),
        "bridge": ("4 6 b2 5d", "1 b2 1 b2"),
    },
    "jazz": {
        "verse": ("1 4 2 5d", "1 6 2 5d", "4 7d 3 6", "1,5/4 4 2,5d 1"),
        "chorus": ("4 7d 3 6", "2 5d 1 5/4", "6 2,5d 1 1"),
        "bridge": ("4 7d 3 6 2 5d 1 5d", "6 6 2 5d"),
    },
    "soul": {
        "verse": ("1 4 7 3", "1 6 4 5d", "1 4d 1 4d"),
        "chorus": ("6 5d 1 4", "4 7d 3 6", "6 7 5m 1"),
        "bridge": ("4 5m 6 5d", "6 6 4 5d"),
    },
    "blues": {
        "verse": ("1 1 1 1 4 4 1 1 6 5d 1 5d", "1 4 1 1 4 4 1 5d"),
        "chorus": ("4 4 1 1 4 4 1 1 6 5d 1 5d", "4 4 1 1 6 5d 1 5d"),
        "bridge": ("4 4 1 1 6 6 5d 5d", "6 6 5d 5d"),
    },
    "dance": {
        "verse": ("1 6 3 7", "1 1 6 7", "6 7 1 1", "1 4 6 7"),
        "chorus": ("6 7 1 3", "1 6 3 7", "6 3 7 1"),
        "bridge": ("6 6 7 7", "4 4 6 7"),
    },
    "vamp": {
        "verse": ("1 4d 1 4d", "1 1 4d 1", "1 7 1 7"),
        "chorus": ("4d 1 6 5d", "1 4d 6 5d"),
        "bridge": ("6 7 1 1", "6 6 4d 5d"),
    },
    "latin": {
        "verse": ("1 4 5d 1", "1 1 5d 1", "1 7 6 5d"),
        "chorus": ("4 7d 3 6", "1 7 6 5d", "4 1 5d 1"),
        "bridge": ("4 1 2 5d", "6 3 2 5d"),
    },
    "roots": {
        "verse": ("1 4 1 4", "1 7 1 7", "1 1 4 1", "1 6 7 1"),
        "chorus": ("6 7 1 1", "1 4 7 3", "4 1 5m 1"),
        "bridge": ("6 3 4 5m", "6 6 7 7"),
    },
    "classical": {
        "verse": ("1 5d 1 4 6 2 5d 1", "1 4 5d 1", "1 6 2 5d", "1 4 7 3 6 2 5d 5d"),
        "chorus": ("1 4 7 3 6 2 5d 1", "6 3 4 5d 1 6 2,5d 1"),
        "bridge": ("3 7 1 5/4 4 1 2 5d", "6 3 4 5d"),
    },
    "film": {
        "verse": ("1 6 1 6", "1 6 3 7", "1 4d 1 6"),
        "chorus": ("6 7 1 1", "1 6 3 7", "1 3 7 4d"),
        "bridge": ("6 4 1 5d", "4 6 b2 5d"),
    },
    "drift": {
        "verse": ("1 6 1 4", "6 1 6 7", "1 3 6 4"),
        "chorus": ("6 3 1 7", "4 6 1 1"),
        "bridge": ("4 6 4 7", "6 4 6 7"),
    },
}

MODAL: Final[dict[str, Pool]] = {
    "dorian": {
        "verse": ("1 4 1 4", "1 2 1 4", "1 7 4 1"),
        "chorus": ("3 4 1 1", "1 3 7 4", "4 1 7 1"),
        "bridge": ("7 4 7 4", "2 2 4 4"),
    },
    "phrygian": {
        "verse": ("1 2 1 2", "1 2 3 2", "1 7 2 1"),
        "chorus": ("2 3 1 1", "6 2 1 1", "4 3 2 1"),
        "bridge": ("6 7 2 2", "4 6 2 2"),
    },
    "lydian": {
        "verse": ("1 2 1 2", "1 5 2 1", "1 2 6 2"),
        "chorus": ("6 2 1 5", "1 2 5 1", "2 1 2 6"),
        "bridge": ("6 7 2 2", "3 6 2 2"),
    },
    "mixolydian": {
        "verse": ("1 7 4 1", "1 7 1 4", "1 4 7 4"),
        "chorus": ("4 7 1 1", "7 4 1 1", "1 5 7 4"),
        "bridge": ("2 4 7 7", "6 7 4 7"),
    },
    "locrian": {
        "verse": ("1 2 1 2", "1 5 2 1"),
        "chorus": ("5 6 2 1", "2 5 1 1"),
        "bridge": ("6 7 2 2",),
    },
}

CADENCES: Final[dict[str, str]] = {
    "dorian": "4",
    "phrygian": "2",
    "lydian": "2",
    "mixolydian": "7",
    "locrian": "2",
}
"""The chord that leads home where a dominant would spoil the mode."""
