"""What a player is told: which sound, and which keys go down and up at which frame."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.instruments import (
    INSTRUMENTS,
    KITS,
    VoiceName,
)
from services.gpu_inference.engines.sketch.composer.score import (
    LEAD_IN_SECONDS,
    Note,
    Track,
)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Event:
    frame: int
    velocity: int
    """0 lets the key go: at the same frame, before one that strikes it."""
    pitch: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """A note in frames, for voices that draw whole notes."""

    start: int
    length: int
    pitch: int
    velocity: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A track, ready to be played."""

    program: int
    bank: int
    voice: VoiceName
    is_drums: bool
    is_synthetic: bool
    sounds: tuple[Sound, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        downs = (
            Event(frame=s.start, velocity=s.velocity, pitch=s.pitch)
            for s in self.sounds
        )
        ups = (
            Event(frame=s.start + s.length, velocity=0, pitch=s.pitch)
            for s in self.sounds
        )
        return tuple(sorted((*downs, *ups)))


def _sounds(
    notes: Iterable[Note], *, seconds_per_beat: float, early_ms: float
) -> tuple[Sound, ...]:
    """Place notes in time; a key struck again is let go first."""
    placed: list[Sound] = []
    for note in notes:
        seconds = LEAD_IN_SECONDS + note.start * seconds_per_beat - early_ms / 1000
        placed.append(
            Sound(
                start=max(0, round(seconds * SAMPLE_RATE)),
                length=max(480, round(note.length * seconds_per_beat * SAMPLE_RATE)),
                pitch=note.pitch,
                velocity=note.velocity,
            )
        )
    following: dict[int, int] = {}
    trimmed = []
    for sound in reversed(placed):
        length = min(sound.length, following.get(sound.pitch, 1 << 40) - sound.start)
        following[sound.pitch] = sound.start
        if length > 0:
            trimmed.append(
                Sound(
                    start=sound.start,
                    length=length,
                    pitch=sound.pitch,
                    velocity=sound.velocity,
                )
            )
    return tuple(reversed(trimmed))


def part_of(track: Track, *, seconds_per_beat: float) -> Part:
    if track.role == "drums":
        return Part(
            program=KITS[track.instrument],
            bank=128,
            voice="pluck",
            is_drums=True,
            is_synthetic=False,
            sounds=_sounds(track.notes, seconds_per_beat=seconds_per_beat, early_ms=0),
        )
    instrument = INSTRUMENTS[track.instrument]
    return Part(
        program=instrument.program,
        bank=instrument.bank,
        voice=instrument.voice,
        is_drums=False,
        is_synthetic=instrument.synthetic,
        sounds=_sounds(
            track.notes,
            seconds_per_beat=seconds_per_beat,
            early_ms=instrument.attack_ms,
        ),
    )
