"""Grooves of drum machines: sixteen steps in four beats."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.groove import Groove

MACHINE_GROOVES: Final[dict[str, Groove]] = {
    "house": Groove(
        pattern={
            "kick": "X...X...X...X...",
            "clap": "....X.......X...",
            "open": "..x...x...x...x.",
            "hat": "o.oxo.oxo.oxo.ox",
        },
        lift={"shaker": "xooxxooxxooxxoox", "open": "..X...X...X...X."},
        feel="electronic",
        fill="roll",
    ),
    "techno": Groove(
        pattern={
            "kick": "X...X...X...X...",
            "hat": "..x...x...x...x.",
            "shaker": "oooooooooooooooo",
            "rim": "...x......x.....|...x..x.......x.",
        },
        lift={"open": "..X...X...X...X.", "clap": "....X.......X..."},
        feel="electronic",
        fill="roll",
    ),
    "disco": Groove(
        pattern={
            "kick": "X...X...X...X...",
            "snare": "....X.......X...|....X.......X..o",
            "open": "..x...x...x...x.",
            "hat": "x.....x.x.....x.",
        },
        lift={"tambourine": "x.xxx.xxx.xxx.xx", "conga_high": "..x..x....x..x.."},
        feel="electronic",
        fill="toms",
    ),
    "dance": Groove(
        pattern={
            "kick": "X...X...X...X...",
            "clap": "....X.......X...",
            "hat": "..x...x...x...x.",
        },
        lift={"open": "..X...X...X...X.", "shaker": "x.xxx.xxx.xxx.xx"},
        feel="electronic",
        fill="roll",
    ),
    "breaks": Groove(
        pattern={
            "kick": "X.........x.....|X.x.......x.....",
            "snare": "....X..o.o..X..o|....X..o.o..X.o.",
            "hat": "x.x.x.x.x.x.x.x.",
        },
        lift={"ride": "x.x.x.x.x.x.x.x.", "shaker": "oxoxoxoxoxoxoxox"},
        feel="electronic",
        fill="snare",
    ),
    "electro": Groove(
        pattern={
            "kick": "X.....x...x.....|X..x......x...x.",
            "clap": "....X.......X...",
            "hat": "x.xxx.xxx.xxx.xx",
        },
        lift={"open": "..x...x...x...x.", "kick": "X...X...X...X..."},
        feel="electronic",
        fill="roll",
    ),
    "synthwave": Groove(
        pattern={
            "kick": "X...x...X...x...|X...x...X...x.x.",
            "snare": "....X.......X...",
            "hat": "x.x.x.x.x.x.x.x.",
        },
        lift={"hat": "xoxoxoxoxoxoxoxo", "clap": "....X.......X..."},
        feel="electronic",
        fill="toms",
    ),
    "boom": Groove(
        pattern={
            "kick": "X..x......x.....|X..x......xx..x.",
            "snare": "....X.......X...|....X..o....X..o",
            "hat": "x.x.x.x.x.x.x.x.",
        },
        lift={"open": "..............x.", "hat": "x.x.x.xxx.x.x.x."},
        feel="hip",
        fill="hats",
    ),
    "trap": Groove(
        pattern={
            "kick": "X.........x.....|X.....x...x..x..",
            "clap": "........X.......",
            "hat": "x.x.x.x.x.x.xxxx|x.xxx.x.x.x.xxx.",
        },
        lift={"snare": "........X.....o.", "open": "......x........."},
        feel="hip",
        fill="hats",
    ),
    "lofi": Groove(
        pattern={
            "kick": "X.......o.x.....|X..o......x.....",
            "snare": "....x.......x...|....x.......x..o",
            "hat": "x.o.x.o.x.o.x.oo",
        },
        lift={"shaker": "..o...o...o...o."},
        feel="hip",
        fill="none",
    ),
    "rnb": Groove(
        pattern={
            "kick": "X..x......x.....|X......x..x.....",
            "clap": "....X.......X...",
            "hat": "x.x.x.xox.x.xoxo",
            "rim": "..............o.",
        },
        lift={"snare": "....x..o....x...", "shaker": "oxoxoxoxoxoxoxox"},
        feel="hip",
        fill="hats",
    ),
}
