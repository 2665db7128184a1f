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
    "taiko": 41,
}
"""General MIDI percussion."""
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
    "roll": {"snare": "xxxxXXXX", "clap": "X...X.X."},
    "hats": {"hat": "xxXxxxXx", "snare": "......xX"},
    "hands": {"conga_high": "X.xX.xX.", "conga_low": ".X..X..X", "timbale": "......XX"},
    "none": {},
}
"""Half a bar of eight steps, before a new section."""
_QUIET_ENERGY: Final = 0.42
_LIFT_ENERGY: Final = 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Drummer:
    groove: Groove
    beats: int
    rng: Random

    def pattern(self, *, energy: float) -> Pattern:
        base = self.groove.pattern
        if self.beats != 4:
            base = FEELS[self.groove.feel][self.beats]
        elif energy >= _LIFT_ENERGY:
            base = {**base, **self.groove.lift}
        if energy < _QUIET_ENERGY:
            # An intro keeps time; the backbeat waits for the verse.
            return {k: v for k, v in base.items() if k not in {"snare", "clap"}}
        return base

    def play(self, section: Section, *, following: Section | None) -> tuple[Note, ...]:
        """Play one section, with a crash to open it and a fill to leave it."""
        pattern = self.pattern(energy=section.energy)
        notes: list[Note] = []
        for bar in range(section.bars):
            fills = following is not None and bar == section.bars - 1
            notes += self._bar(section, bar=bar, pattern=pattern, fills=fills)
        if section.energy >= 0.6 and section.start_bar > 0 and self.groove.pattern:
            notes.append(self._hit("crash", section.start_bar * self.beats, 0.9))
        return tuple(notes)

    def _bar(
        self, section: Section, *, bar: int, pattern: Pattern, fills: bool
    ) -> list[Note]:
        start = float((section.start_bar + bar) * self.beats)
        loudness = 0.62 + 0.38 * section.energy
        fill = _FILLS[self.groove.fill] if fills and section.energy > 0.4 else {}
        fill_from = self.beats - 2.0 if fill else float(self.beats)
        notes = []
        for drum, text in pattern.items():
            bars = text.split("|")
            for hit in hits(bars[bar % len(bars)], beats=self.beats):
                if hit.beat < fill_from or drum == "kick":
                    strength = hit.strength * loudness
                    notes += [self._hit(drum, start + hit.beat, strength)]
        for drum, text in fill.items():
            for hit in hits(text, beats=2):
                crescendo = 0.8 + 0.1 * hit.beat
                strength = hit.strength * loudness * crescendo
                notes.append(self._hit(drum, start + fill_from + hit.beat, strength))
        return notes

    def _hit(self, drum: str, beat: float, strength: float) -> Note:
        loudness = strength * _LOUDNESS.get(drum, 1.0) + self.rng.gauss(0, 0.025)
        return Note(
            start=beat,
            length=0.2 if drum not in {"crash", "open", "ride", "china"} else 1.0,
            pitch=KEYS[drum],
            velocity=max(8, min(127, round(127 * loudness))),
        )
