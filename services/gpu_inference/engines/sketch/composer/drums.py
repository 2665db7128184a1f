"""The drummer: a groove by section, ghosts and lifts, fills before what comes next."""

from dataclasses import dataclass
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.feels import FEELS, Pattern
from services.gpu_inference.engines.sketch.composer.groove import Groove
from services.gpu_inference.engines.sketch.composer.meter import hits
from services.gpu_inference.engines.sketch.composer.score import Note, Section

KEYS: Final[dict[str, int]] = {
    "kick": 36,
    "rim": 37,
    "snare": 38,
    "clap": 39,
    "low_tom": 41,
    "hat": 42,
    "pedal": 44,
    "tom": 45,
    "open": 46,
    "middle_tom": 47,
    "crash": 49,
    "high_tom": 50,
    "ride": 51,
    "china": 52,
    "tambourine": 54,
    "cowbell": 56,
    "conga_high": 63,
    "conga_low": 64,
    "timbale": 65,
    "shaker": 70,
    "claves": 75,
    "taiko": 35,
}
"""General MIDI percussion."""
_ORCHESTRA: Final[dict[str, int]] = {"crash": 59, "china": 57}
"""In the orchestra kit the usual keys are timpani."""
_LOUDNESS: Final[dict[str, float]] = {
    "hat": 0.72,
    "pedal": 0.6,
    "open": 0.7,
    "ride": 0.7,
    "shaker": 0.62,
    "tambourine": 0.62,
    "cowbell": 0.5,
    "claves": 0.5,
    "china": 0.72,
    "rim": 0.85,
    "crash": 0.86,
}
_FILLS: Final[dict[str, dict[str, str]]] = {
    "toms": {
        "snare": "XoXx....",
        "high_tom": "....X...",
        "tom": ".....xX.",
        "low_tom": ".......X",
    },
    "snare": {"snare": "X.ooXoXX"},
    "roll": {"snare": "x...x...x.x.xxXX", "clap": "X...X...X.X.X.X."},
    "hats": {"hat": "xxXxxxXx", "snare": "......xX"},
    "hands": {"conga_high": "X.xX.xX.", "conga_low": ".X..X..X", "timbale": "......XX"},
    "taiko": {"taiko": "X..xX.xxX.xxXxXX"},
    "none": {},
}
"""Sixteenths before a new section: half a bar of eight, or a bar of sixteen."""
_CRASHES: Final[dict[str, float]] = {
    "rock": 0.95,
    "pop": 0.82,
    "electronic": 0.8,
    "film": 0.9,
    "hip": 0.55,
    "swing": 0.5,
    "hands": 0.55,
}
"""How hard a section is opened, by feel; the soft ones do without."""
_QUIET_ENERGY: Final = 0.42
_LIFT_ENERGY: Final = 0.75
_CRASH_ENERGY: Final = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Drummer:
    groove: Groove
    kit: str
    beats: int
    rng: Random

    def play(self, section: Section, *, following: Section | None) -> tuple[Note, ...]:
        """Play one section, with a crash to open it and a fill to leave it."""
        pattern = self._pattern(energy=section.energy)
        notes: list[Note] = []
        for bar in range(section.bars):
            fills = following is not None and bar == section.bars - 1
            notes += self._bar(section, bar=bar, pattern=pattern, fills=fills)
        crash = _CRASHES.get(self.groove.feel, 0.0)
        if crash and section.energy >= _CRASH_ENERGY and section.start_bar > 0:
            notes.append(self._hit("crash", section.start_bar * self.beats, crash))
        return tuple(notes)

    def close(self, beat: float) -> tuple[Note, ...]:
        """The last stroke, with the last chord."""
        crash = _CRASHES.get(self.groove.feel, 0.0) * 0.85
        skin = "taiko" if self.groove.feel == "film" else "kick"
        last = [self._hit(skin, beat, 0.78)]
        return tuple([*last, self._hit("crash", beat, crash)] if crash else last)

    def _pattern(self, *, energy: float) -> Pattern:
        base = self.groove.pattern
        if self.beats != 4:
            base = FEELS[self.groove.feel][self.beats]
        elif energy >= _LIFT_ENERGY:
            base = {**base, **self.groove.lift}
        if energy < _QUIET_ENERGY:
            # An intro keeps time; the backbeat waits for the verse.
            return {k: v for k, v in base.items() if k not in {"snare", "clap"}}
        return base

    def _bar(
        self, section: Section, *, bar: int, pattern: Pattern, fills: bool
    ) -> list[Note]:
        start = float((section.start_bar + bar) * self.beats)
        loudness = 0.62 + 0.38 * section.energy
        fill = _FILLS[self.groove.fill] if fills and section.energy > 0.4 else {}
        stops = self._fill_start(fill)
        notes = []
        for drum, text in pattern.items():
            bars = text.split("|")
            # The kick holds on under a fill, unless the whole bar is one.
            until = float(self.beats) if drum == "kick" and stops > 0 else stops
            for hit in hits(bars[bar % len(bars)], beats=self.beats):
                if hit.beat < until:
                    strength = hit.strength * loudness
                    notes += [self._hit(drum, start + hit.beat, strength)]
        return notes + self._fill(fill, start=start + stops, loudness=loudness)

    def _fill_start(self, fill: Pattern) -> float:
        steps = max((len(text) for text in fill.values()), default=0)
        return max(0.0, self.beats - steps / 4)

    def _fill(self, fill: Pattern, *, start: float, loudness: float) -> list[Note]:
        """A fill grows towards the bar line; the last of it fits a short bar."""
        notes = []
        for drum, text in fill.items():
            kept = text[-4 * self.beats :]
            beats = len(kept) / 4
            for index, mark in enumerate(kept):
                if mark != ".":
                    strength = {"o": 0.42, "x": 0.72}.get(mark, 1.0) * loudness
                    growth = 0.72 + 0.28 * index / len(kept)
                    beat = start + index * beats / len(kept)
                    notes.append(self._hit(drum, beat, strength * growth))
        return notes

    def _hit(self, drum: str, beat: float, strength: float) -> Note:
        loudness = strength * _LOUDNESS.get(drum, 1.0) + self.rng.gauss(0, 0.025)
        key = KEYS[drum]
        if self.kit == "orchestra":
            key = _ORCHESTRA.get(drum, key)
        return Note(
            start=beat,
            length=0.2 if drum not in {"crash", "open", "ride", "china"} else 1.0,
            pitch=key,
            velocity=max(8, min(127, round(127 * loudness))),
        )
