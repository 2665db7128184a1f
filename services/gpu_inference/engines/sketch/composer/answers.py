"""Call and response: what another player says while the lead takes a breath."""

from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.melody import Setting
from services.gpu_inference.engines.sketch.composer.score import Note, Section
from services.gpu_inference.engines.sketch.composer.theory import scale_pitches

_GAP_BEATS: Final = 1.4
_SILENCES: Final = 0.25
"""Share of the breaths that stay breaths."""
_TURNS: Final = ((0, 2, 4), (4, 2, 0), (2, 1, 0), (0, 1, 2, 4), (4, 3, 2, 0), (2, 4))
"""Scale steps above where the answer starts."""


def answers_to(
    tune: tuple[Note, ...], section: Section, setting: Setting, *, rng: Random
) -> list[Note]:
    """Fill the gaps of ``tune`` at the ends of its phrases with short figures."""
    answers: list[Note] = []
    end = float(section.end_bar * setting.beats)
    starts = (*(note.start for note in tune[1:]), end)
    for note, following in zip(tune, starts, strict=True):
        gap = following - note.start
        if gap < _GAP_BEATS or rng.random() < _SILENCES:
            continue
        begin = round((note.start + max(0.5, gap - 1.75)) * 4) / 4
        turn = rng.choice(_TURNS)
        answers += _figure(
            turn, begin=begin, until=following - 0.2, near=note.pitch, setting=setting
        )
    return answers


def _figure(
    turn: tuple[int, ...], *, begin: float, until: float, near: int, setting: Setting
) -> list[Note]:
    shift = setting.style.center - 70
    near += 12 * round(shift / 12)
    ladder = scale_pitches(setting.key, near - 9, near + 14)
    notes = []
    for index, step in enumerate(turn):
        beat = begin + index * 0.5
        if beat >= until:
            break
        chord = setting.chord_at(beat)
        here = min(range(len(ladder)), key=lambda i: abs(ladder[i] - near))
        wanted = ladder[min(here + step, len(ladder) - 1)]
        if index in {0, len(turn) - 1}:
            # The ends of a figure belong to the chord; what is between may pass.
            fitting = [p for p in ladder if p % 12 in chord.pitch_classes]
            wanted = min(fitting or ladder, key=lambda p: (abs(p - wanted), p))
        notes.append(
            Note(start=beat, length=0.45, pitch=wanted, velocity=78 - 3 * index)
        )
    return notes
