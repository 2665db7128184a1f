"""Grooves of drummers and percussionists: sixteen steps in four beats."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.groove import Groove

HAND_GROOVES: Final[dict[str, Groove]] = {
    "pop": Groove(
        pattern={
            "kick": "X.......x.x.....|X.....x.x.......",
            "snare": "....X.......X...|....X.......X..o",
            "hat": "x.o.x.o.x.o.x.o.",
        },
        lift={"hat": "X.x.X.x.X.x.X.x.", "tambourine": "..x...x...x...x."},
    ),
    "indie": Groove(
        pattern={
            "kick": "X.....x.x.......|X..x....x.x.....",
            "snare": "....X..o....X...",
            "hat": "x.x.x.x.x.x.x.xo",
        },
        lift={"ride": "X.x.X.x.X.x.X.x.", "hat": "................"},
    ),
    "rock": Groove(
        pattern={
            "kick": "X.......X.x.....|X..x....X.x...x.",
            "snare": "....X.......X...|....X..o.o..X...",
            "hat": "X.x.X.x.X.x.X.x.",
        },
        lift={"open": "X...X...X...X...", "hat": "..x...x...x...x."},
        feel="rock",
    ),
    "punk": Groove(
        pattern={
            "kick": "X...X...X...X...|X..xX...X.x.X...",
            "snare": "..X...X...X...X.",
            "hat": "X.X.X.X.X.X.X.X.",
        },
        lift={"crash": "X.......X.......", "open": "X.X.X.X.X.X.X.X."},
        feel="rock",
        fill="snare",
    ),
    "metal": Groove(
        pattern={
            "kick": "X.xxX.xxX.xxX.xx|X.xxX.xxXxxxXxxx",
            "snare": "....X.......X...",
            "ride": "X...X...X...X...",
        },
        lift={"kick": "XxxxXxxxXxxxXxxx", "china": "X...X...X...X..."},
        feel="rock",
    ),
    "soft": Groove(
        pattern={
            "kick": "x.......x.......|x.......x.x.....",
            "rim": "....x.......x...",
            "shaker": "o.x.o.x.o.x.o.x.",
        },
        lift={"snare": "....x.......x...", "hat": "x.o.x.o.x.o.x.o."},
        feel="soft",
        fill="snare",
    ),
    "train": Groove(
        pattern={
            "kick": "X.......X.......",
            "snare": "o.ooXooooo.oX.oo|o.ooXooooo.oX.xx",
            "pedal": "....x.......x...",
        },
        lift={"tambourine": "....X.......X...", "ride": "x...x...x...x..."},
        feel="soft",
        fill="snare",
    ),
    "stomp": Groove(
        pattern={"kick": "X.......X.......", "tambourine": "....x.......x..x"},
        lift={"clap": "....X.......X...", "shaker": "x.o.x.o.x.o.x.o."},
        feel="soft",
        fill="none",
    ),
    "soul": Groove(
        pattern={
            "kick": "X..x....X.x.....|X..x....X.x...x.",
            "snare": "....X..o.o..X..o",
            "hat": "x.x.x.x.x.x.x.x.",
        },
        lift={"tambourine": "....X.......X...", "ride": "x.x.x.x.x.x.x.x."},
        feel="pop",
    ),
    "funk": Groove(
        pattern={
            "kick": "X.x......xx..x..|X.x....x..x.....",
            "snare": "....X..o.o..X..o|....X..o.o.oX..o",
            "hat": "xxxxxxxxxxxxxxox",
        },
        lift={"open": "..............X.", "cowbell": "x...x...x...x..."},
        feel="pop",
        fill="snare",
    ),
    "gospel": Groove(
        pattern={
            "kick": "X.....x.X.......|X.....x.X..x....",
            "snare": "....X.......X...|....X..o....X.oo",
            "ride": "x.x.x.x.x.x.x.x.",
        },
        lift={"tambourine": "x.xxX.xxx.xxX.xx", "clap": "....X.......X..."},
        feel="pop",
    ),
    "shuffle": Groove(
        pattern={
            "kick": "X.......X.....x.",
            "snare": "....X.......X...|....X..o....X..o",
            "ride": "X.x.X.x.X.x.X.x.",
        },
        lift={"open": "X...X...X...X..."},
        feel="swing",
        fill="snare",
    ),
    "swing": Groove(
        pattern={
            "ride": "X...x.x.X...x.x.|X...x.x.X.x.x...",
            "pedal": "....x.......x...",
            "kick": "o...o...o...o...",
            "snare": "......o.......o.|..........o.....",
        },
        lift={"snare": "......x...o...x."},
        feel="swing",
        fill="snare",
    ),
    "reggae": Groove(
        pattern={
            "kick": "........X.......",
            "rim": "........X.......|........X..o....",
            "hat": "x.X.x.X.x.X.x.Xo",
        },
        lift={"snare": "........X.....o.", "open": "..............x."},
        feel="soft",
        fill="toms",
    ),
    "dub": Groove(
        pattern={
            "kick": "X.......X.......",
            "rim": "........X..o....",
            "hat": "..X...X...X...X.",
        },
        lift={"snare": "........X.......", "conga_high": "...x..x....x..x."},
        feel="soft",
        fill="toms",
    ),
    "bossa": Groove(
        pattern={
            "kick": "x.....x.x.....x.",
            "rim": "x..x..x...x..x..",
            "hat": "ooooxoooooooxooo",
        },
        lift={"shaker": "xoxoxoxoxoxoxoxo"},
        feel="soft",
        fill="none",
    ),
    "salsa": Groove(
        pattern={
            "conga_high": "..x...x...x...xx",
            "conga_low": "......x.......xx",
            "claves": "X..X..X...X.X...",
            "kick": "......x.......x.",
            "shaker": "x.xxx.xxx.xxx.xx",
        },
        lift={"cowbell": "X.x.X.x.X.x.X.x.", "timbale": "..............xx"},
        feel="hands",
        fill="hands",
    ),
    "afrobeat": Groove(
        pattern={
            "kick": "X.....x...x..x..|X.....x...xx....",
            "snare": "...o..X..o....X.",
            "hat": "x.xox.xox.xox.xo",
            "shaker": "xoxxxoxxxoxxxoxx",
            "cowbell": "x..x..x...x.x...",
        },
        lift={"conga_high": "..xx..x...xx..x.", "open": "..............x."},
        feel="hands",
        fill="hands",
    ),
    "highlife": Groove(
        pattern={
            "kick": "X...x...X...x...",
            "rim": "x..x..x...x.x...",
            "hat": "..x...x...x...x.",
            "shaker": "xoxoxoxoxoxoxoxo",
        },
        lift={"conga_high": "x.xx..xxx.xx..xx", "snare": "....x.......x..."},
        feel="hands",
        fill="hands",
    ),
    "world": Groove(
        pattern={
            "conga_low": "X.....x.X.......",
            "conga_high": "...x..x....x.xx.",
            "shaker": "x.oxx.oxx.oxx.ox",
            "tom": "x.......x.......",
        },
        lift={"tambourine": "..x...x...x...x.", "kick": "X.......X......."},
        feel="hands",
        fill="hands",
    ),
    "film": Groove(
        pattern={"taiko": "X.....x.....x...|X.....x...x.x.xx"},
        lift={"taiko": "X..x..X.X..x..xx", "crash": "X..............."},
        feel="film",
        fill="taiko",
    ),
    "none": Groove(pattern={}, feel="none", fill="none"),
}
