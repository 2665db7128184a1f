"""The bass: a pattern of chord degrees, and an approach into each change of chord."""

from dataclasses import dataclass, replace
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.meter import hits
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    PlacedChord,
    Section,
)
from services.gpu_inference.engines.sketch.composer.theory import Chord, Key


@dataclass(frozen=True, kw_only=True, slots=True)
class BassLine:
    """One bar for each meter: ``1`` root, ``5`` fifth, ``8`` octave, ``3`` third, ``k``
    the root wherever the kick plays, ``w`` a walking note, ``a`` the note that leads on."""

    bars: dict[int, str]
    gate: float = 0.9
    """How much of the way to the next note it sounds."""
    longest: float = 4.0
    """Beats."""


BASS_LINES: Final[dict[str, BassLine]] = {
    "roots": BassLine(
        bars={4: "1...............", 3: "1...........", 6: "1.....1....."}
    ),
    "kick": BassLine(
        bars={4: "1..1..1.5..1..a.", 3: "1.....1...a.", 6: "1...1.5...a."}, gate=0.85
    ),
    "eighths": BassLine(
        bars={4: "1.1.1.1.1.1.1.a.", 3: "1.1.1.1.1.a.", 6: "1.1.1.1.1.a."}, gate=0.8
    ),
    "ballad": BassLine(
        bars={4: "1.....1.5.....a.", 3: "1.......5.a.", 6: "1.....5...a."}, gate=0.95
    ),
    "two": BassLine(
        bars={4: "1.......5.....a.", 3: "1.......a...", 6: "1.....5....."}, gate=0.7
    ),
    "walk": BassLine(
        bars={4: "1...w...w...a...", 3: "1...w...a...", 6: "1...w.1...a."}
    ),
    "octaves": BassLine(
        bars={4: "1.8.1.8.1.8.1.8.", 3: "1.8.1.8.1.8.", 6: "1.8.1.1.8.1."}, gate=0.7
    ),
    "offbeat": BassLine(
        bars={4: "..1...1...1...1.", 3: "..1...1...1.", 6: "..1.1...1.1."}, gate=0.8
    ),
    "rolling": BassLine(
        bars={4: ".111.111.111.111", 3: ".111.111.111", 6: ".11.11.11.11"}, gate=0.6
    ),
    "drive": BassLine(
        bars={4: "1.111.111.111.11", 3: "1.111.111.11", 6: "1.11.11.11.1"}, gate=0.65
    ),
    "sub": BassLine(
        bars={4: "1.....1...1.....", 3: "1.......1...", 6: "1.......1..."}, gate=0.96
    ),
    "reggae": BassLine(
        bars={4: "1..1..5...3.5...", 3: "1..5..3...5.", 6: "1...5.3...5."}, gate=0.75
    ),
    "dub": BassLine(
        bars={4: "1.....5.8.....5.", 3: "1.....5.8...", 6: "1.....5.8..."}, gate=0.85
    ),
    "bossa": BassLine(
        bars={4: "1.....5.5.....a.", 3: "1.......5.a.", 6: "1...5.5...a."}, gate=0.85
    ),
    "tumbao": BassLine(
        bars={4: "......5.....8...", 3: "1.....5...8.", 6: "1...5.....8."},
        gate=0.9,
        longest=1.5,
    ),
    "funk": BassLine(
        bars={4: "1..1...8..1.5.a.", 3: "1..1..8..1a.", 6: "1..18...5.a."}, gate=0.6
    ),
    "afro": BassLine(
        bars={4: "1..5..8...5.3.a.", 3: "1..5..8...a.", 6: "1..5..8..5a."}, gate=0.7
    ),
    "waltz": BassLine(
        bars={4: "1.......5.......", 3: "1...........", 6: "1.....5....."},
        gate=0.8,
        longest=1.4,
    ),
    "reese": BassLine(
        bars={4: "1.........1.5...", 3: "1.......5...", 6: "1.....1...5."}, gate=0.98
    ),
    "chug": BassLine(
        bars={4: "1.11111.1.11111a", 3: "1.111.111.1a", 6: "1.111.1.11a."}, gate=0.7
    ),
}
_OFFSETS: Final = {"5": 7, "8": 12}


def following_kick(line: BassLine, kick: str) -> BassLine:
    """Play the root with every kick, and lead on with the last eighth of a bar."""
    bars = []
    for bar in kick.split("|"):
        marks = ["1" if mark in "xXo" else "." for mark in bar]
        # A bar that the kick leaves empty for long gets the fifth in between.
        if "1" not in marks[7:14]:
            marks[10] = "5"
        marks[0] = "1"
        marks[14] = "a"
        bars.append("".join(marks))
    return replace(line, bars={**line.bars, 4: "|".join(bars)})


def _root(chord: Chord, *, floor: int) -> int:
    return floor + (chord.root - floor) % 12


def _third(chord: Chord) -> int:
    return next((i for i in chord.intervals if i in {3, 4}), 7)


def _lead_in(goal: int, key: Key, *, floor: int, rng: Random) -> int:
    """Step into the next root: mostly along the scale, now and then from a semitone."""
    if rng.random() < 0.2 and goal - 1 >= floor:
        return goal - 1
    members = key.pitch_classes
    below = next((goal - s for s in (2, 1, 3) if (goal - s) % 12 in members), goal - 2)
    above = next((goal + s for s in (2, 1, 3) if (goal + s) % 12 in members), goal + 2)
    return below if below >= floor and rng.random() < 0.6 else above


def _pitch(
    mark: str, chord: Chord, following: Chord, *, key: Key, floor: int, rng: Random
) -> int:
    root = _root(chord, floor=floor)
    if mark in _OFFSETS:
        offset = _OFFSETS[mark]
        if mark == "5" and 7 not in chord.intervals:
            offset = next((i for i in chord.intervals if 5 < i < 9), 12)
        return root + offset if root + offset < floor + 19 else root + offset - 12
    if mark == "3":
        return root + _third(chord)
    if mark == "a" and following.root != chord.root:
        return _lead_in(_root(following, floor=floor), key, floor=floor, rng=rng)
    if mark == "w":
        steps = [i for i in chord.intervals if 2 < i < 11]
        return root + rng.choice(steps)
    return root


def compose_bass(
    section: Section,
    chords: tuple[PlacedChord, ...],
    *,
    line: BassLine,
    key: Key,
    beats: int,
    floor: int,
    rng: Random,
) -> tuple[Note, ...]:
    """Play the line over the chords of a section; ``floor`` is its lowest MIDI pitch."""
    begin, end = section.start_bar * beats, section.end_bar * beats
    timeline = [c for c in chords if begin <= c.start < end]
    events = []
    for bar in range(section.start_bar, section.end_bar):
        bars = line.bars[beats].split("|")
        for hit in hits(bars[(bar - section.start_bar) % len(bars)], beats=beats):
            events += [(bar * beats + hit.beat, hit.mark, hit.strength)]
    notes = []
    for index, (start, mark, strength) in enumerate(events):
        until = events[index + 1][0] if index + 1 < len(events) else float(end)
        here = max((c for c in timeline if c.start <= start), key=lambda c: c.start)
        after = next((c for c in timeline if c.start > start), here)
        notes.append(
            Note(
                start=start,
                length=min(until - start, line.longest) * line.gate,
                pitch=_pitch(
                    mark, here.chord, after.chord, key=key, floor=floor, rng=rng
                ),
                velocity=round(70 + 34 * section.energy + 12 * (strength - 0.74)),
            )
        )
    return tuple(notes)
