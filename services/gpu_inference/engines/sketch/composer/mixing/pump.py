"""The pump of club music: the band makes room for each kick and swells back."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.drums import KEYS
from services.gpu_inference.engines.sketch.composer.mixing.filters import Floats
from services.gpu_inference.engines.sketch.composer.score import LEAD_IN_SECONDS, Score

_FALL_FRAMES: Final = 240
_SWELL_BEATS: Final = 0.75


def pump_of(score: Score, *, depth: float, frames: int) -> Floats:
    """1 at rest, 0 on a kick, shape (frames,); empty when nothing pumps."""
    if depth <= 0:
        return np.zeros(0, dtype=np.float32)
    curve = np.ones(frames, dtype=np.float32)
    length = int(score.seconds_per_beat * _SWELL_BEATS * SAMPLE_RATE)
    swell = np.sin(np.linspace(0, np.pi / 2, length, dtype=np.float32)) ** 2
    fall = np.linspace(1, 0, _FALL_FRAMES, dtype=np.float32)
    for beat in _kicks(score):
        kick = round((LEAD_IN_SECONDS + beat * score.seconds_per_beat) * SAMPLE_RATE)
        begin = max(0, kick - _FALL_FRAMES)
        shape = np.concatenate([fall[_FALL_FRAMES - (kick - begin) :], swell])
        piece = curve[begin : begin + len(shape)]
        np.minimum(piece, shape[: len(piece)], out=piece)
    return curve


def _kicks(score: Score) -> list[float]:
    return [
        note.start
        for track in score.tracks
        if track.role == "drums"
        for note in track.notes
        if note.pitch == KEYS["kick"]
    ]
