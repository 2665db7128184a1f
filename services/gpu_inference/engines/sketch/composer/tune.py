"""The tune's players: the lead, its harmony in later choruses, and who answers it."""

from dataclasses import replace
from typing import Final

from services.gpu_inference.engines.sketch.composer.answers import answers_to
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.instruments import HOMES
from services.gpu_inference.engines.sketch.composer.melody import (
    MelodyStyle,
    Setting,
    compose_section,
)
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    Role,
    Score,
    Section,
    Track,
)
from services.gpu_inference.engines.sketch.composer.seeds import stream
from services.gpu_inference.engines.sketch.composer.theory import scale_pitches

_SUNG: Final = ("verse", "prechorus", "chorus", "bridge", "solo")
_SOLO_DENSITY: Final = 1.35
_HARMONY_ENERGY: Final = 0.9


class TunePlayers:
    """Writes the lead, its harmony and the answers of a whole song."""

    def __init__(self, score: Score, *, style: Style, seed: int) -> None:
        rng = stream(seed, "players")
        self._score = score
        self._style = style
        self._seed = seed
        self._lead_name = rng.choice(style.leads)
        others = [name for name in style.responses if name != self._lead_name]
        self._answer_name = rng.choice(others or style.responses)

    def tracks(self) -> list[Track]:
        lead: list[Note] = []
        harmony: list[Note] = []
        answers: list[Note] = []
        for section in self._score.sections:
            if section.kind not in _SUNG:
                answers += self._hint(section)
                continue
            tune = self._tune(section)
            lead += tune
            if section.kind == "chorus" and section.energy > _HARMONY_ENERGY:
                harmony += [self._below(note) for note in tune]
            if section.kind != "solo":
                answers += self._answers(tune, section)
        lead += self._last_note(lead)
        return [
            self._track("lead", lead, pan=0.0),
            self._track("harmony", harmony, pan=0.3),
            self._track("response", answers, pan=-0.35),
        ]

    def _track(self, role: Role, notes: list[Note], *, pan: float) -> Track:
        answers = role == "response"
        return Track(
            role=role,
            instrument=self._answer_name if answers else self._lead_name,
            notes=tuple(notes),
            level_db=0.0 if answers else self._style.lead_db,
            pan=pan,
        )

    def _setting(self, name: str, *, density: float = 1.0) -> Setting:
        """``name`` plays: mostly where it is at home, a little where the style is."""
        home = HOMES.get(name, self._style.center)
        return Setting(
            key=self._score.key,
            beats=self._score.beats_per_bar,
            chords=self._score.chords,
            style=MelodyStyle(
                density=self._style.density * density,
                syncopation=self._style.syncopation,
                center=round((home * 3 + self._style.center) / 4),
            ),
        )

    def _tune(self, section: Section) -> tuple[Note, ...]:
        """The same stream for every return, so that a hook comes back as it was."""
        density = _SOLO_DENSITY if section.kind == "solo" else 1.0
        notes = compose_section(
            section,
            self._setting(self._lead_name, density=density),
            rng=stream(self._seed, "tune", section.kind),
        )
        return tuple(note for note in notes if note.start < self._score.end_beat)

    def _below(self, note: Note) -> Note:
        """The nearest note of the chord a third to a sixth below; else a third."""
        setting = self._setting(self._lead_name)
        chord = setting.chord_at(note.start)
        ladder = scale_pitches(self._score.key, note.pitch - 9, note.pitch - 3)
        fitting = [pitch for pitch in ladder if pitch % 12 in chord.pitch_classes]
        pitch = (fitting or list(ladder))[-1]
        return replace(note, pitch=pitch, velocity=round(note.velocity * 0.8))

    def _answers(self, tune: tuple[Note, ...], section: Section) -> list[Note]:
        if section.energy < 0.45:
            return []
        rng = stream(self._seed, "answers", section.kind)
        return answers_to(tune, section, self._setting(self._answer_name), rng=rng)

    def _hint(self, section: Section) -> list[Note]:
        """Recall the chorus thinly: in the second half of an intro, through an outro."""
        if section.bars < 4:
            return []
        notes = compose_section(
            section,
            self._setting(self._answer_name, density=0.5),
            rng=stream(self._seed, "tune", "chorus"),
        )
        beats = self._score.beats_per_bar
        skipped = section.bars / 2 if section.kind == "intro" else 0.0
        begin = (section.start_bar + skipped) * beats
        return [note for note in notes if begin <= note.start < self._score.end_beat]

    def _last_note(self, lead: list[Note]) -> list[Note]:
        """Come to rest on the tonic nearest to where the tune was."""
        if not lead:
            return []
        near = lead[-1].pitch
        offset = (self._score.key.tonic - near + 6) % 12 - 6
        return [
            Note(
                start=self._score.end_beat, length=3.0, pitch=near + offset, velocity=82
            )
        ]
