"""The tune's players: the lead, its harmony in later choruses, and who answers it."""

from dataclasses import replace
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.melody import (
    MelodyStyle,
    Setting,
    compose_section,
)
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    Score,
    Section,
    Track,
)
from services.gpu_inference.engines.sketch.composer.seeds import stream
from services.gpu_inference.engines.sketch.composer.theory import Key, scale_pitches

_GAP_BEATS: Final = 1.4
_SUNG: Final = ("verse", "prechorus", "chorus", "bridge", "solo")


def _setting(
    score: Score, style: Style, *, density: float = 1.0, center: int = 0
) -> Setting:
    return Setting(
        key=score.key,
        beats=score.beats_per_bar,
        chords=score.chords,
        style=MelodyStyle(
            density=style.density * density,
            syncopation=style.syncopation,
            center=style.center + center,
        ),
    )


def _section_tune(
    section: Section, score: Score, *, style: Style, seed: int
) -> tuple[Note, ...]:
    """The same stream for every return, so that a hook comes back as it was."""
    setting = _setting(score, style, density=1.35 if section.kind == "solo" else 1.0)
    notes = compose_section(section, setting, rng=stream(seed, "tune", section.kind))
    return tuple(note for note in notes if note.start < score.end_beat)


def _third_below(note: Note, *, key: Key) -> Note:
    ladder = scale_pitches(key, note.pitch - 12, note.pitch)
    pitch = ladder[-3] if len(ladder) > 2 else note.pitch - 12
    return replace(note, pitch=pitch, velocity=round(note.velocity * 0.8))


def _answer(
    notes: tuple[Note, ...], section: Section, score: Score, *, rng: Random
) -> list[Note]:
    """Fill the breaths of the lead: three or four notes that take up its last one."""
    answers: list[Note] = []
    end = float(section.end_bar * score.beats_per_bar)
    for note, following in zip(
        notes, (*(n.start for n in notes[1:]), end), strict=True
    ):
        gap = following - note.start
        if gap < _GAP_BEATS or rng.random() < 0.25:
            continue
        start = note.start + max(0.5, gap - 1.75)
        start = round(start * 4) / 4
        ladder = scale_pitches(score.key, note.pitch - 7, note.pitch + 9)
        here = min(range(len(ladder)), key=lambda i: abs(ladder[i] - note.pitch))
        steps = rng.choice(
            ((0, 2, 4), (4, 2, 0), (2, 1, 0), (0, 1, 2, 4), (4, 3, 2, 0))
        )
        for index, step in enumerate(steps):
            beat = start + index * 0.5
            if beat < following - 0.2:
                pitch = ladder[min(here + step, len(ladder) - 1)]
                answers.append(
                    Note(start=beat, length=0.45, pitch=pitch, velocity=78 - 3 * index)
                )
    return answers


def _last_note(notes: list[Note], score: Score, *, tail: float) -> list[Note]:
    """Come to rest on the tonic, next to where the tune was."""
    if not notes:
        return []
    near = notes[-1].pitch
    offset = (score.key.tonic - near + 6) % 12 - 6
    return [Note(start=score.end_beat, length=tail, pitch=near + offset, velocity=82)]


def tune_tracks(score: Score, *, style: Style, seed: int) -> list[Track]:
    """Write the lead, the harmony and the answers of the whole song."""
    rng = stream(seed, "players")
    lead_name = rng.choice(style.leads)
    answer_name = rng.choice(
        [r for r in style.responses if r != lead_name] or style.leads
    )
    lead: list[Note] = []
    harmony: list[Note] = []
    answers: list[Note] = []
    for section in score.sections:
        if section.kind not in _SUNG:
            if section.bars >= 4:
                answers += _edge(section, score, style=style, seed=seed)
            continue
        tune = _section_tune(section, score, style=style, seed=seed)
        lead += tune
        if section.kind == "chorus" and section.energy > 0.9:
            harmony += [_third_below(note, key=score.key) for note in tune]
        if section.energy >= 0.5 and section.kind != "solo":
            answers += _answer(
                tune, section, score, rng=stream(seed, "answers", section.kind)
            )
    lead += _last_note(lead or answers, score, tail=3.0) if lead else []
    return [
        Track(role="lead", instrument=lead_name, notes=tuple(lead)),
        Track(role="harmony", instrument=lead_name, notes=tuple(harmony), pan=0.3),
        Track(role="response", instrument=answer_name, notes=tuple(answers), pan=-0.35),
    ]


def _edge(section: Section, score: Score, *, style: Style, seed: int) -> list[Note]:
    """Hint at the tune, thinly, in an intro or an outro."""
    setting = _setting(score, style, density=0.5, center=2)
    notes = compose_section(section, setting, rng=stream(seed, "tune", "chorus"))
    start = section.start_bar * score.beats_per_bar
    half = section.bars * score.beats_per_bar / 2 if section.kind == "intro" else 0.0
    return [note for note in notes if note.start >= start + half]
