"""The arrangement: who plays when, from the first bar to the last chord."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from services.gpu_inference.engines.sketch.composer.accompaniment import Player
from services.gpu_inference.engines.sketch.composer.bass import (
    BASS_LINES,
    BassLine,
    compose_bass,
    following_kick,
)
from services.gpu_inference.engines.sketch.composer.compings import COMPINGS
from services.gpu_inference.engines.sketch.composer.drums import Drummer
from services.gpu_inference.engines.sketch.composer.genres.style import Layer, Style
from services.gpu_inference.engines.sketch.composer.grooves import GROOVES
from services.gpu_inference.engines.sketch.composer.harmony import voice
from services.gpu_inference.engines.sketch.composer.presence import later, present
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    Role,
    Score,
    Section,
    Track,
)
from services.gpu_inference.engines.sketch.composer.seeds import stream
from services.gpu_inference.engines.sketch.composer.theory import Chord, chord_of
from services.gpu_inference.engines.sketch.composer.tune import TunePlayers

_PADS: Final = ("pad", "swells")


@dataclass(frozen=True, kw_only=True, slots=True)
class Arranger:
    """Gives every section of a score its players."""

    score: Score
    """With form and harmony, without tracks."""
    style: Style
    seed: int
    tail_beats: float
    """How long the last chord may ring."""

    def arrange(self) -> Score:
        tracks = [
            *TunePlayers(self.score, style=self.style, seed=self.seed).tracks(),
            *self._risers(),
            *self._layers(),
            *self._bass(),
            *self._drums(),
        ]
        ended = (self._end(track) for track in tracks)
        return replace(self.score, tracks=tuple(t for t in ended if t.notes))

    def _chord(self) -> Chord:
        return chord_of(self.score.key, "1", size=min(4, self.style.chord_size))

    def _layers(self) -> list[Track]:
        return [
            self._layer(layer, index=index)
            for index, layer in enumerate(self.style.layers)
        ]

    def _layer(self, layer: Layer, *, index: int) -> Track:
        notes: list[Note] = []
        for section in self.score.sections:
            span = present(layer, section, index=index)
            if span is None:
                continue
            player = Player(
                comping=COMPINGS[layer.comping],
                beats=self.score.beats_per_bar,
                center=layer.center,
                voices=layer.voices,
                rng=stream(self.seed, "comping", index, section.start_bar),
            )
            notes += player.play(span, self.score.chords)
        last = self.score.sections[-1]
        if present(layer, last, index=index) and layer.comping != "acid":
            notes += self._ring(
                voice(
                    self._chord(), previous=(), center=layer.center, voices=layer.voices
                ),
                velocity=66 + round(24 * last.energy),
            )
        role: Role = "pad" if layer.comping in _PADS else "chords"
        return Track(
            role=role,
            instrument=layer.instrument,
            notes=tuple(notes),
            level_db=layer.level_db,
            pan=layer.pan,
        )

    def _bass(self) -> list[Track]:
        style, score = self.style, self.score
        if not style.bass:
            return []
        notes: list[Note] = []
        for section in score.sections:
            span = later(
                section, by=section.bars // 2 if section.kind == "intro" else 0
            )
            notes += compose_bass(
                span,
                score.chords,
                line=self._bass_line(),
                key=score.key,
                beats=score.beats_per_bar,
                floor=style.bass_floor,
                rng=stream(self.seed, "bass", section.kind),
            )
        root = style.bass_floor + (score.key.tonic - style.bass_floor) % 12
        notes += self._ring((root,), velocity=84)
        return [
            Track(
                role="bass",
                instrument=style.bass,
                notes=tuple(notes),
                level_db=style.bass_db,
            )
        ]

    def _bass_line(self) -> BassLine:
        """The line of the style; one that follows the kick is read off the drums."""
        line = BASS_LINES[self.style.bass_line]
        kick = GROOVES[self.style.groove].pattern.get("kick", "")
        if self.style.bass_line == "kick" and self.score.beats_per_bar == 4 and kick:
            return following_kick(line, kick)
        return line

    def _drums(self) -> list[Track]:
        sections = self.score.sections
        drummer = Drummer(
            groove=GROOVES[self.style.groove],
            kit=self.style.kit,
            beats=self.score.beats_per_bar,
            rng=stream(self.seed, "drums"),
        )
        notes: list[Note] = []
        for section, following in zip(sections, (*sections[1:], None), strict=True):
            waits = section.bars // 2 if self._waits(section) else 0
            notes += drummer.play(later(section, by=waits), following=following)
        if self.style.groove != "none":
            notes += drummer.close(self.score.end_beat)
        return [
            Track(
                role="drums",
                instrument=self.style.kit,
                notes=tuple(notes),
                level_db=self.style.drums_db,
            )
        ]

    def _waits(self, section: Section) -> bool:
        """Machines start late; a band's drummer keeps time from the first bar."""
        return section.kind == "intro" and section.bars >= 4 and self.style.loops

    def _risers(self) -> list[Track]:
        """Noise that swells into a chorus: machines announce what comes."""
        sections, beats = self.score.sections, self.score.beats_per_bar
        if not self.style.risers:
            return []
        notes = [
            Note(
                start=float((section.end_bar - bars) * beats),
                length=float(bars * beats),
                pitch=60,
                velocity=100,
            )
            for section, following in pairwise(sections)
            if following.kind == "chorus"
            for bars in (min(4, section.bars // 2),)
            if bars > 0
        ]
        return [Track(role="effect", instrument="riser", notes=tuple(notes))]

    def _ring(self, pitches: tuple[int, ...], *, velocity: int) -> list[Note]:
        return [
            Note(
                start=self.score.end_beat,
                length=self.tail_beats * 0.8,
                pitch=pitch,
                velocity=velocity,
            )
            for pitch in pitches
        ]

    def _end(self, track: Track) -> Track:
        """Let nothing start after the last chord, or sound on into it."""
        end = self.score.end_beat
        kept = [
            note
            if note.start >= end
            else replace(note, length=min(note.length, end - note.start))
            for note in track.notes
            if note.start <= end
        ]
        return replace(
            track, notes=tuple(sorted(kept, key=lambda n: (n.start, n.pitch)))
        )
