"""Patterns of the chord players, as text: pads, strums, stabs, arpeggios."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Manner: TypeAlias = Literal["block", "strum", "notes", "power", "held"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comping:
    """One bar for each meter. In manner ``notes`` a digit is a voice from the bottom."""

    manner: Manner
    bars: dict[int, str]
    gate: float = 0.9
    longest: float = 4.0
    """Beats."""


COMPINGS: Final[dict[str, Comping]] = {
    "pad": Comping(manner="held", bars={4: "x", 3: "x", 6: "x"}, gate=1.0, longest=16),
    "half": Comping(
        manner="block",
        bars={4: "x.......x.......", 3: "x...........", 6: "x.....x....."},
    ),
    "beats": Comping(
        manner="block",
        bars={4: "X...x...X...x...", 3: "X...x...x...", 6: "X.x.x.X.x.x."},
        gate=0.75,
    ),
    "eighths": Comping(
        manner="block",
        bars={4: "X.x.x.x.X.x.x.x.", 3: "X.x.x.x.x.x.", 6: "X.x.x.X.x.x."},
        gate=0.7,
    ),
    "push": Comping(
        manner="block",
        bars={4: "X..x..x...x.....", 3: "X..x..x.....", 6: "X...x.x....."},
        gate=0.8,
    ),
    "stabs": Comping(
        manner="block",
        bars={
            4: "..x..x....x..x..|..x..x..x.......",
            3: "..x..x..x...",
            6: "..x...x.x...",
        },
        gate=0.5,
        longest=0.5,
    ),
    "offbeat": Comping(
        manner="block",
        bars={4: "..X...X...X...X.", 3: "..X...X...X.", 6: "..X.X...X.X."},
        gate=0.45,
        longest=0.4,
    ),
    "skank": Comping(
        manner="block",
        bars={
            4: "....X.......X...|....X.......X.o.",
            3: "....X...X...",
            6: "..X.X...X.X.",
        },
        gate=0.3,
        longest=0.3,
    ),
    "bubble": Comping(
        manner="notes",
        bars={4: "..021.02..021.02", 3: "..021.02..02", 6: ".02.02.02.02"},
        gate=0.5,
    ),
    "charleston": Comping(
        manner="block",
        bars={
            4: "X.....x.........|......x...x.....",
            3: "X.....x.....",
            6: "X...x.......",
        },
        gate=0.5,
        longest=0.8,
    ),
    "bossa": Comping(
        manner="block",
        bars={
            4: "X..x..x...x..x..|..x..x..x..x..x.",
            3: "X..x..x.....",
            6: "X..x..x..x..",
        },
        gate=0.6,
        longest=0.7,
    ),
    "strum": Comping(
        manner="strum",
        bars={4: "X...x.xo..xox.xo", 3: "X...x.xox.xo", 6: "X.xoxoX.xoxo"},
        gate=0.9,
        longest=1.0,
    ),
    "boomchick": Comping(
        manner="strum",
        bars={4: "....X.o.....X.o.", 3: "....X...X...", 6: "..X.X...X.X."},
        gate=0.6,
        longest=0.6,
    ),
    "chank": Comping(
        manner="strum",
        bars={
            4: "x.oxo.x.oxo.x.ox|x.oxo.xo..x.oxo.",
            3: "x.oxo.x.oxo.",
            6: "x.ox.ox.ox.o",
        },
        gate=0.35,
        longest=0.25,
    ),
    "waltz": Comping(
        manner="block",
        bars={4: "....x...x...x...", 3: "....x...x...", 6: "..x.x...x.x."},
        gate=0.6,
        longest=0.7,
    ),
    "arpeggio": Comping(
        manner="notes",
        bars={4: "0.1.2.1.3.1.2.1.", 3: "0.1.2.3.2.1.", 6: "0.1.2.3.2.1."},
        gate=1.6,
    ),
    "roll": Comping(
        manner="notes",
        bars={4: "0.2.1.2.0.2.1.2.", 3: "0.2.1.2.1.2.", 6: "0.1.2.1.2.1."},
        gate=0.95,
    ),
    "pluck": Comping(
        manner="notes",
        bars={4: "0.123.210.123.21", 3: "0.123.210.12", 6: "0.12.10.12.1"},
        gate=0.8,
    ),
    "sequence": Comping(
        manner="notes",
        bars={4: "0123012301230123", 3: "012301230123", 6: "012012012012"},
        gate=0.7,
    ),
    "acid": Comping(
        manner="notes",
        bars={
            4: "0.03.010.30.1.02|0.03.010.30.2.10",
            3: "0.03.010.30.",
            6: "0.03.010.30.",
        },
        gate=0.6,
    ),
    "montuno": Comping(
        manner="notes",
        bars={4: "0.2.13.2.1.3.21.", 3: "0.2.13.2.1.3", 6: "0.21.30.21.3"},
        gate=0.7,
    ),
    "weave": Comping(
        manner="notes",
        bars={
            4: "2.31.20.2.31.2.0|3.21.30.2.1.3.2.",
            3: "2.31.20.2.31",
            6: "2.31.22.31.2",
        },
        gate=0.7,
    ),
    "kora": Comping(
        manner="notes",
        bars={4: "0.3.213.0.3.2.31", 3: "0.3.213.0.31", 6: "0.32.30.31.2"},
        gate=1.4,
    ),
    "chug": Comping(
        manner="power",
        bars={4: "XxxxX.xxXxxxX.xx", 3: "XxxxX.xxX.xx", 6: "XxxXxxXxxXxx"},
        gate=0.5,
        longest=0.3,
    ),
    "power": Comping(
        manner="power",
        bars={4: "X.x.x.x.X.x.x.x.", 3: "X.x.x.x.x.x.", 6: "X.x.x.X.x.x."},
        gate=0.95,
        longest=1.0,
    ),
    "chords": Comping(
        manner="power",
        bars={4: "X.....X.....X...", 3: "X.....X.....", 6: "X.....X....."},
        gate=0.97,
    ),
    "swells": Comping(
        manner="held", bars={4: "x", 3: "x", 6: "x"}, gate=0.92, longest=8
    ),
}
