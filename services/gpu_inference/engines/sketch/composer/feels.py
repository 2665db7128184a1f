"""Drum patterns for bars of three and six beats: twelve steps each, by feel."""

from typing import Final, TypeAlias

Pattern: TypeAlias = dict[str, str]
"""Drum to steps; ``|`` parts bars that take turns."""

FEELS: Final[dict[str, dict[int, Pattern]]] = {
    "pop": {
        3: {"kick": "X.......x...", "snare": "....x...X...", "hat": "x.x.x.x.x.x."},
        6: {"kick": "X.......x...", "snare": "......X.....", "hat": "x.x.x.x.x.x."},
    },
    "rock": {
        3: {"kick": "X.....x.....", "snare": "....X...X...", "hat": "X.x.X.x.X.x."},
        6: {"kick": "X...x...x.x.", "snare": "......X.....", "hat": "X.x.x.X.x.x."},
    },
    "soft": {
        3: {"kick": "x...........", "rim": "....x...x...", "shaker": "x.o.x.o.x.o."},
        6: {"kick": "x...........", "rim": "......x.....", "shaker": "x.o.o.x.o.o."},
    },
    "electronic": {
        3: {"kick": "X...X...X...", "clap": "........X...", "open": "..x...x...x."},
        6: {"kick": "X.....X.....", "clap": "......X.....", "hat": "x.x.x.x.x.x."},
    },
    "hip": {
        3: {"kick": "X.....x.....", "snare": "....X.......", "hat": "x.x.x.x.x.xx"},
        6: {"kick": "X...x.......", "clap": "......X.....", "hat": "x.x.x.x.x.xx"},
    },
    "swing": {
        3: {"ride": "X...x.x.x.x.", "pedal": "....x...x...", "kick": "x..........."},
        6: {"ride": "X.x.x.X.x.x.", "pedal": "......x.....", "kick": "x..........."},
    },
    "hands": {
        3: {
            "conga_low": "X.....x.....",
            "conga_high": "..x.x...x.x.",
            "shaker": "xoxoxoxoxoxo",
        },
        6: {
            "conga_low": "X.....x.....",
            "conga_high": "..x.x...x.x.",
            "shaker": "x.xx.xx.xx.x",
        },
    },
    "film": {
        3: {"taiko": "X.......x...|X...x...x.xx"},
        6: {"taiko": "X.....x...x.|X.....x.x.x."},
    },
    "none": {3: {}, 6: {}},
}
