"""The tune: phrases made of motifs, one note a syllable where there are words."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer import motif as motifs
from services.gpu_inference.engines.sketch.composer.contour import Wish, best_path
from services.gpu_inference.engines.sketch.composer.meter import metric_weight
from services.gpu_inference.engines.sketch.composer.motif import Motif
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    PlacedChord,
    Section,
    SectionKind,
)
from services.gpu_inference.engines.sketch.composer.theory import (
    Chord,
    Key,
    scale_pitches,
)

_SEMITONES_PER_STEP: Final = 12 / 7
_LIFT: Final[dict[SectionKind, float]] = {
    "verse": -3.0,
    "prechorus": -1.0,
    "chorus": 3.0,
    "bridge": 0.0,
    "solo": 2.0,
    "intro": -1.0,
    "outro": -1.0,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MelodyStyle:
    density: float
    """Notes in a beat, for tunes without words."""
    syncopation: float
    """0 square to 1 loose."""
    center: int
    """MIDI pitch about which the lead is at home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """Where a melody lives: the same for all its phrases."""

    key: Key
    beats: int
    chords: tuple[PlacedChord, ...]
    style: MelodyStyle

    def chord_at(self, beat: float) -> Chord:
        for placed in self.chords:
            if beat < placed.start + placed.length - 1e-6:
                return placed.chord
        return self.chords[-1].chord


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    start: float
    """Beats."""
    beats: float
    count: int
    """Notes."""
    motif: Motif
    closes: bool
    """The last of its section: it comes home."""


def lines_take(section: Section) -> int:
    """Bars a line gets: two where there is room, less where the words press."""
    for bars in (4, 2, 1):
        if bars * len(section.lines) <= section.bars:
            return min(bars, 2)
    return 1


def _counts(section: Section, setting: Setting, *, rng: Random) -> list[int]:
    """Notes in each phrase: the syllables of the lines, or a style's own density."""
    if section.lines:
        fitting = section.bars // lines_take(section)
        return [line.syllables for line in section.lines[:fitting]]
    size = min(2, section.bars)
    density = setting.style.density * (0.8 if section.kind == "chorus" else 1.0)
    first = max(2, round(density * setting.beats * size * 0.72))
    second = max(2, first + rng.choice((-2, -1, 0, 1)))
    pattern = (first, first, second, first)
    return [pattern[i % 4] for i in range(section.bars // size)]


def _motifs(
    section: Section, setting: Setting, *, bars: int, rng: Random
) -> list[Motif]:
    """Four phrases make a period: A A' B A'' in verses, A B A C in choruses."""
    calm = setting.style.syncopation

    def new(*contours: tuple[tuple[int, ...], ...]) -> Motif:
        return motifs.invent(
            beats=setting.beats,
            bars=bars,
            syncopation=calm,
            contours=tuple(shape for group in contours for shape in group),
            rng=rng,
        )

    if section.kind == "chorus":
        hook, answer = new(motifs.HOOKS), new(motifs.FALLS)
        return [hook, answer, hook, Motif(ranks=hook.ranks, contour=(4, 5, 2, 1, 0))]
    opening, turn = new(motifs.ARCHES, motifs.RISES), new(motifs.RISES)
    home = rng.choice(motifs.FALLS)
    varied = Motif(ranks=opening.ranks, contour=(*opening.contour[:-1], 1))
    return [opening, varied, turn, Motif(ranks=opening.ranks, contour=home)]


def _landing(phrase: Phrase, setting: Setting, chord: Chord) -> frozenset[int]:
    if not phrase.closes:
        return frozenset(chord.pitch_classes)
    home = frozenset(
        (setting.key.tonic + setting.key.steps[degree]) % 12 for degree in (0, 2)
    )
    return home & frozenset(chord.pitch_classes) or frozenset(chord.pitch_classes[:3])


def _wishes(
    phrase: Phrase, times: Sequence[float], setting: Setting, *, middle: float
) -> list[Wish]:
    wishes = []
    for index, time in enumerate(times):
        chord = setting.chord_at(phrase.start + time)
        following = times[index + 1] if index + 1 < len(times) else phrase.beats
        # A beat inside the bar may lean on its neighbour; only what lasts must belong.
        weight = metric_weight(time, beats=setting.beats) ** 2.2
        weight = max(weight, min(1.0, ((following - time) / 1.75) ** 1.5))
        is_last = index == len(times) - 1
        wishes.append(
            Wish(
                height=middle
                + phrase.motif.height(time / phrase.beats) * _SEMITONES_PER_STEP,
                weight=weight,
                chord=chord,
                landing=_landing(phrase, setting, chord) if is_last else frozenset(),
            )
        )
    return wishes


def _sing(
    phrase: Phrase, setting: Setting, *, middle: float, force: float
) -> list[Note]:
    """Turn a phrase into notes: long ends, accents on the beat, a breath at the close."""
    room = phrase.beats - min(1.0, phrase.beats * 0.2)
    times = motifs.onsets(phrase.motif, phrase.count, window=room)
    low, high = round(middle) - 8, round(middle) + 11
    pitches = scale_pitches(setting.key, low, high)
    path = best_path(_wishes(phrase, times, setting, middle=middle), pitches=pitches)
    notes = []
    for time, pitch, following in zip(
        times, path, (*times[1:], phrase.beats - 0.25), strict=True
    ):
        accent = metric_weight(time, beats=setting.beats)
        swell = 0.08 * (1 - abs(2 * time / phrase.beats - 1))
        strength = force * (0.8 + 0.14 * accent + swell)
        notes.append(
            Note(
                start=phrase.start + time,
                length=max(0.1, min(following - time, 3.0) * 0.94),
                pitch=pitch,
                velocity=max(1, min(127, round(127 * strength))),
            )
        )
    return notes


def compose_section(
    section: Section, setting: Setting, *, rng: Random
) -> tuple[Note, ...]:
    """Write the lead of one section."""
    bars = lines_take(section) if section.lines else min(2, section.bars)
    counts = _counts(section, setting, rng=rng)
    shapes = _motifs(section, setting, bars=bars, rng=rng)
    middle = setting.style.center + _LIFT[section.kind]
    force = 0.6 + 0.34 * section.energy
    notes: list[Note] = []
    for index, count in enumerate(counts):
        phrase = Phrase(
            start=float((section.start_bar + index * bars) * setting.beats),
            beats=float(bars * setting.beats),
            count=count,
            motif=shapes[index % 4],
            closes=index == len(counts) - 1,
        )
        notes += _sing(phrase, setting, middle=middle, force=force)
    return tuple(notes)
