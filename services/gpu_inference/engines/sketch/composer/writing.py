"""From a sheet and a seed to a score: everything about a song but its sound."""

from dataclasses import dataclass, replace
from typing import Final

from services.gpu_inference.engines.sketch.composer.arrangement import Arranger
from services.gpu_inference.engines.sketch.composer.form import plan_form, span_of
from services.gpu_inference.engines.sketch.composer.genres.catalogue import style_of
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.harmony import (
    HarmonyStyle,
    plan_harmony,
)
from services.gpu_inference.engines.sketch.composer.intent import (
    Intent,
    bend,
    read_intent,
)
from services.gpu_inference.engines.sketch.composer.lyrics import stanzas_of
from services.gpu_inference.engines.sketch.composer.score import (
    LEAD_IN_SECONDS,
    Score,
    Section,
)
from services.gpu_inference.engines.sketch.composer.seeds import stream
from services.gpu_inference.engines.sketch.composer.theory import parse_key
from shared.contracts.songs import ComposeAudio

_BEATS: Final = {"4": 4, "3": 3, "6": 6}
_LONG_BAR_SECONDS: Final = 3.4
"""From here on a line of words fits one bar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    score: Score
    style: Style
    intent: Intent


def _enlivened(sections: tuple[Section, ...], intent: Intent) -> tuple[Section, ...]:
    shift = intent.mood.energy
    return tuple(
        replace(section, energy=max(0.2, min(1.0, section.energy + shift)))
        for section in sections
    )


def write_score(request: ComposeAudio) -> Written:
    """Compose the whole song on paper. Same request, same score."""
    sheet = request.sheet
    intent = read_intent(sheet.prompt)
    style = bend(style_of(sheet.categories), intent)
    key = parse_key(sheet.key_scale)
    beats = _BEATS.get(sheet.time_signature, 4)
    span = span_of(request.audio_duration, bpm=sheet.bpm, beats_per_bar=beats)
    bar_seconds = beats * 60 / sheet.bpm
    sections = plan_form(
        () if request.instrumental else stanzas_of(sheet.lyrics),
        bars=span.bars,
        full=style.phrase_bars if bar_seconds < _LONG_BAR_SECONDS else 4,
        bars_per_line=2 if bar_seconds < _LONG_BAR_SECONDS else 1,
    )
    sections = _enlivened(sections, intent)
    chords = plan_harmony(
        sections,
        key=key,
        style=HarmonyStyle(
            family=style.harmony, size=style.chord_size, loops=style.loops
        ),
        beats_per_bar=beats,
        rng=stream(request.seed, "harmony"),
    )
    score = Score(
        bpm=sheet.bpm,
        beats_per_bar=beats,
        key=key,
        sections=sections,
        chords=chords,
        end_beat=span.end_beat,
    )
    seconds_left = request.audio_duration - LEAD_IN_SECONDS
    tail_beats = seconds_left / score.seconds_per_beat - span.end_beat
    arranger = Arranger(
        score=score, style=style, seed=request.seed, tail_beats=tail_beats
    )
    return Written(score=arranger.arrange(), style=style, intent=intent)
