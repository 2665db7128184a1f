"""What the chord players do: pads, strums, stabs, arpeggios, in patterns as text."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal, TypeAlias

from services.gpu_inference.engines.sketch.composer.harmony import voice
from services.gpu_inference.engines.sketch.composer.meter import Hit, hits
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    PlacedChord,
    Section,
)
from services.gpu_inference.engines.sketch.composer.theory import Chord

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    comping: Comping
    beats: int
    center: int
    """MIDI pitch about which the chords lie."""
    voices: int
    rng: Random

    def play(
        self, section: Section, chords: tuple[PlacedChord, ...]
    ) -> tuple[Note, ...]:
        begin, end = section.start_bar * self.beats, section.end_bar * self.beats
        here = [c for c in chords if begin <= c.start < end]
        loudness = 0.5 + 0.34 * section.energy
        notes: list[Note] = []
        stack: tuple[int, ...] = ()
        for index, placed in enumerate(here):
            repeats = index > 0 and here[index - 1].chord == placed.chord
            if not repeats:
                stack = self._stack(placed.chord, previous=stack)
            notes += self._chord(placed, stack, loudness=loudness)
        return _joined(notes) if self.comping.manner == "held" else tuple(notes)

    def _stack(self, chord: Chord, *, previous: tuple[int, ...]) -> tuple[int, ...]:
        if self.comping.manner == "power":
            root = self.center + (chord.root - self.center) % 12
            fifth = 7 if 7 in chord.intervals else 6
            return (root, root + fifth, root + 12)
        return voice(chord, previous=previous, center=self.center, voices=self.voices)

    def _chord(
        self, placed: PlacedChord, stack: tuple[int, ...], *, loudness: float
    ) -> list[Note]:
        bars = self.comping.bars[self.beats].split("|")
        bar = int(placed.start // self.beats)
        offset = placed.start - bar * self.beats
        found = [
            hit
            for hit in hits(bars[bar % len(bars)], beats=self.beats)
            if offset <= hit.beat < offset + placed.length
        ]
        if self.comping.manner == "held" or (not found and offset > 0):
            found = [Hit(beat=offset, strength=0.74, mark="x")]
        notes = []
        for index, hit in enumerate(found):
            until = found[index + 1].beat if index + 1 < len(found) else None
            stop = offset + placed.length if until is None else until
            length = min(stop - hit.beat, self.comping.longest) * self.comping.gate
            notes += self._strike(
                hit,
                stack,
                start=bar * self.beats + hit.beat,
                length=length,
                loudness=loudness,
            )
        return notes

    def _strike(
        self,
        hit: Hit,
        stack: tuple[int, ...],
        *,
        start: float,
        length: float,
        loudness: float,
    ) -> list[Note]:
        if self.comping.manner == "notes":
            index = int(hit.mark)
            octave = 12 * (index // len(stack))
            chosen: tuple[int, ...] = (stack[index % len(stack)] + octave,)
        else:
            chosen = stack
        strength = loudness * (0.72 + 0.34 * hit.strength)
        # A strum crosses the strings in about 40 ms: down from the bass, up from the top.
        spread = 0.02 if self.comping.manner == "strum" else 0.0
        order = chosen if hit.mark != "o" else chosen[::-1][:3]
        return [
            Note(
                start=start + index * spread,
                length=max(0.08, length - index * spread),
                pitch=pitch,
                velocity=max(1, min(127, round(127 * strength + self.rng.gauss(0, 3)))),
            )
            for index, pitch in enumerate(order)
        ]


def _joined(notes: list[Note]) -> tuple[Note, ...]:
    """Hold a tone that the next chord shares, instead of striking it again."""
    held: dict[int, Note] = {}
    done: list[Note] = []
    for note in notes:
        before = held.get(note.pitch)
        if (
            before
            and abs(before.start + before.length - note.start) < 0.3
            and before.length < 12
        ):
            length = note.start + note.length - before.start
            held[note.pitch] = Note(
                start=before.start,
                length=length,
                pitch=note.pitch,
                velocity=before.velocity,
            )
            continue
        if before:
            done.append(before)
        held[note.pitch] = note
    done += held.values()
    return tuple(sorted(done, key=lambda n: (n.start, n.pitch)))
