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
from services.gpu_inference.engines.sketch.composer.score import Score, Section
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


def _planned(request: ComposeAudio, *, style: Style, intent: Intent) -> Score:
    """Lay out form and harmony; nobody plays yet."""
    sheet = request.sheet
    key = parse_key(sheet.key_scale)
    beats = _BEATS.get(sheet.time_signature, 4)
    span = span_of(request.audio_duration, bpm=sheet.bpm, beats_per_bar=beats)
    has_long_bars = beats * 60 / sheet.bpm >= _LONG_BAR_SECONDS
    sections = plan_form(
        () if request.instrumental else stanzas_of(sheet.lyrics),
        bars=span.bars,
        full=4 if has_long_bars else style.phrase_bars,
        bars_per_line=1 if has_long_bars else 2,
    )
    return Score(
        bpm=sheet.bpm,
        beats_per_bar=beats,
        key=key,
        sections=_enlivened(sections, intent),
        chords=plan_harmony(
            sections,
            key=key,
            style=HarmonyStyle(
                family=style.harmony, size=style.chord_size, loops=style.loops
            ),
            beats_per_bar=beats,
            rng=stream(request.seed, "harmony"),
        ),
        end_beat=span.end_beat,
    )


def write_score(request: ComposeAudio) -> Written:
    """Compose the whole song on paper. Same request, same score."""
    intent = read_intent(request.sheet.prompt)
    style = bend(style_of(request.sheet.categories), intent)
    score = _planned(request, style=style, intent=intent)
    seconds_left = request.audio_duration - score.end_seconds
    arranger = Arranger(
        score=score,
        style=style,
        seed=request.seed,
        tail_beats=seconds_left / score.seconds_per_beat,
    )
    return Written(score=arranger.arrange(), style=style, intent=intent)
