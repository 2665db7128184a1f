"""What the chord players do with a pattern and the chords of a section."""

from dataclasses import dataclass
from random import Random

from services.gpu_inference.engines.sketch.composer.compings import Comping
from services.gpu_inference.engines.sketch.composer.harmony import voice
from services.gpu_inference.engines.sketch.composer.meter import Hit, hits
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    PlacedChord,
    Section,
)
from services.gpu_inference.engines.sketch.composer.theory import Chord


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
