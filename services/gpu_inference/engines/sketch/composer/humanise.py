"""From paper to hands: swing, small lateness, uneven strength."""

from dataclasses import replace
from random import Random
from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.score import (
    Note,
    Role,
    Score,
    Track,
)
from services.gpu_inference.engines.sketch.composer.seeds import stream

_LOOSENESS: Final[dict[Role, float]] = {
    "drums": 0.45,
    "bass": 0.6,
    "chords": 1.0,
    "pad": 1.0,
    "lead": 1.1,
    "harmony": 1.4,
    "response": 1.1,
    "effect": 0.0,
}
_LATENESS_MS: Final[dict[Role, float]] = {"lead": 6.0, "harmony": 9.0, "bass": 3.0}
_KICK: Final = 36


def swung(beat: float, *, swing: float, pair: float) -> float:
    """Delay the second half of each pair: at swing 1 it starts at two thirds."""
    if swing <= 0:
        return beat
    whole, place = divmod(beat, pair)
    middle = 0.5 + swing / 6
    share = place / pair
    bent = share * 2 * middle if share < 0.5 else 1 - (1 - share) * 2 * (1 - middle)
    return whole * pair + bent * pair


def _loosened(note: Note, *, spread: float, late: float, rng: Random) -> Note:
    """``spread`` and ``late`` in beats. Three standard deviations are the most."""
    drift = max(-3.0, min(3.0, rng.gauss(0, 1))) * spread
    strength = note.velocity * (1 + max(-2.0, min(2.0, rng.gauss(0, 1))) * 0.04)
    return replace(
        note,
        start=max(0.0, note.start + drift + late),
        velocity=max(1, min(127, round(strength))),
    )


def _perform(track: Track, *, style: Style, score: Score, rng: Random) -> Track:
    beats_per_ms = score.bpm / 60_000
    spread = style.looseness_ms * 0.5 * _LOOSENESS[track.role] * beats_per_ms
    late = _LATENESS_MS.get(track.role, 0.0) * beats_per_ms
    # Six beats a bar already go in threes.
    swing = style.swing if score.beats_per_bar != 6 else 0.0
    notes = []
    for note in track.notes:
        start = swung(note.start, swing=swing, pair=style.swing_pairs)
        end = swung(note.start + note.length, swing=swing, pair=style.swing_pairs)
        straight = replace(note, start=start, length=max(0.05, end - start))
        tight = track.role == "drums" and note.pitch == _KICK
        notes.append(
            _loosened(straight, spread=0.0 if tight else spread, late=late, rng=rng)
        )
    return replace(track, notes=tuple(sorted(notes, key=lambda n: (n.start, n.pitch))))


def humanise(score: Score, *, style: Style, seed: int) -> Score:
    """Return the score as players with this looseness would play it."""
    tracks = tuple(
        _perform(
            track,
            style=style,
            score=score,
            rng=stream(seed, "hands", index),
        )
        for index, track in enumerate(score.tracks)
    )
    return replace(score, tracks=tracks)
