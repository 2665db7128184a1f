"""A song on paper: sections, chords and tracks of notes, before any sound."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from services.gpu_inference.engines.sketch.composer.theory import Chord, Key

SectionKind: TypeAlias = Literal[
    "intro", "verse", "prechorus", "chorus", "bridge", "solo", "outro"
]
Role: TypeAlias = Literal[
    "lead", "harmony", "response", "bass", "chords", "pad", "drums", "effect"
]


LEAD_IN_SECONDS: Final = 0.05
"""Silence before the first beat, so that no attack is cut."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    start: float
    """Beats from the beginning of the song."""
    length: float
    """Beats."""
    pitch: int
    """MIDI note number; for drums, the General MIDI percussion key."""
    velocity: int
    """1 to 127."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the lyric: how many notes it wants."""

    syllables: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    kind: SectionKind
    occurrence: int
    """0 for the first of its kind."""
    start_bar: int
    bars: int
    energy: float
    """0 to 1: who plays, and how hard."""
    lines: tuple[Line, ...] = ()

    @property
    def end_bar(self) -> int:
        return self.start_bar + self.bars


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedChord:
    start: float
    """Beats."""
    length: float
    """Beats."""
    chord: Chord


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    role: Role
    instrument: str
    notes: tuple[Note, ...]
    level_db: float = 0.0
    """Against what its role has by itself."""
    pan: float = 0.0
    """-1 left to 1 right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    bpm: int
    beats_per_bar: int
    key: Key
    sections: tuple[Section, ...]
    chords: tuple[PlacedChord, ...]
    end_beat: float
    """Where the last chord is struck; it rings to the end of the song."""
    tracks: tuple[Track, ...] = field(default=())

    @property
    def seconds_per_beat(self) -> float:
        return 60.0 / self.bpm

    @property
    def end_seconds(self) -> float:
        """When the last chord is struck."""
        return LEAD_IN_SECONDS + self.end_beat * self.seconds_per_beat
