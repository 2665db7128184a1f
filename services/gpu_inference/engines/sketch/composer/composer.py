"""The sketch engine's composer: real songs on a plain CPU, without a model."""

import math
from pathlib import Path
from typing import Final

import numpy as np
from typing_extensions import override

from services.gpu_inference.engines.engine import (
    SAMPLE_RATE,
    Composer,
    OnStep,
    Samples,
)
from services.gpu_inference.engines.sketch.composer.humanise import humanise
from services.gpu_inference.engines.sketch.composer.instruments import INSTRUMENTS
from services.gpu_inference.engines.sketch.composer.mastering.master import (
    bring_to_level,
    fade_out,
    glue,
)
from services.gpu_inference.engines.sketch.composer.mixing.console import (
    Desk,
    add_room,
    add_stem,
    pump_curve,
)
from services.gpu_inference.engines.sketch.composer.mixing.filters import BLOCK
from services.gpu_inference.engines.sketch.composer.mixing.reverb import (
    impulse_response,
    transform_of,
)
from services.gpu_inference.engines.sketch.composer.mixing.stems import (
    Stem,
    stems_of,
)
from services.gpu_inference.engines.sketch.composer.rendering.font import (
    FontPlayer,
    Player,
)
from services.gpu_inference.engines.sketch.composer.rendering.synth import SynthPlayer
from services.gpu_inference.engines.sketch.composer.score import Score
from services.gpu_inference.engines.sketch.composer.writing import (
    Written,
    write_score,
)
from shared.contracts.songs import ComposeAudio

_ROOM_TRANSFORM: Final = 1 << 18
_ROOM_SEED: Final = 1770
_MASTER_STEPS: Final = 3


class _Progress:
    """Counts blocks for ``on_step``."""

    def __init__(self, on_step: OnStep, *, steps: int) -> None:
        self._on_step = on_step
        self._steps = steps
        self._step = 0

    def advance(self) -> None:
        self._step = min(self._step + 1, self._steps)
        self._on_step(self._step, self._steps)


class SketchComposer(Composer):
    """Writes a score and plays it. Loads its font once; one song at a time."""

    def __init__(self, soundfont: Path | None) -> None:
        self._synth = SynthPlayer()
        self._font: FontPlayer | None = None
        if soundfont is not None and soundfont.is_file():
            self._font = FontPlayer(soundfont)

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        written = write_score(request)
        score = humanise(written.score, style=written.style, seed=request.seed)
        frames = round(request.audio_duration * SAMPLE_RATE)
        stems = stems_of(score, style=written.style)
        blocks = -(-frames // BLOCK)
        room_step = _ROOM_TRANSFORM // 2
        steps = len(stems) * blocks + -(-frames // room_step) + _MASTER_STEPS
        progress = _Progress(on_step, steps=steps)
        desk = _desk(written, score, frames=frames)
        for stem in stems:
            add_stem(
                desk,
                stem,
                self._player(stem),
                seconds_per_beat=score.seconds_per_beat,
                on_block=progress.advance,
            )
        room = impulse_response(written.style.reverb_seconds, seed=_ROOM_SEED)
        add_room(
            desk,
            transform_of(room[: _ROOM_TRANSFORM - room_step], size=_ROOM_TRANSFORM),
            size=_ROOM_TRANSFORM,
            step=room_step,
            on_block=progress.advance,
        )
        return _mastered(desk.mix, score=score, progress=progress)

    def _player(self, stem: Stem) -> Player:
        instrument = INSTRUMENTS.get(stem.track.instrument)
        if self._font is None or (instrument is not None and instrument.synthetic):
            return self._synth
        return self._font


def _desk(written: Written, score: Score, *, frames: int) -> Desk:
    pump = np.zeros(0, dtype=np.float32)
    if written.style.pump > 0:
        kicks = [
            round((0.05 + note.start * score.seconds_per_beat) * SAMPLE_RATE)
            for track in score.tracks
            if track.role == "drums"
            for note in track.notes
            if note.pitch == 36
        ]
        pump = pump_curve(
            kicks, frames=frames, depth_seconds=score.seconds_per_beat * 0.75
        )
    return Desk(
        mix=np.zeros((frames, 2), dtype=np.float32),
        send=np.zeros(frames, dtype=np.float32),
        pump=pump,
    )


def _mastered(mix: Samples, *, score: Score, progress: _Progress) -> Samples:
    end_seconds = 0.05 + score.end_beat * score.seconds_per_beat
    ring = len(mix) / SAMPLE_RATE - end_seconds
    glue(mix)
    progress.advance()
    fade_out(mix, seconds=max(0.3, ring - min(0.6, ring * 0.3)))
    progress.advance()
    bring_to_level(mix)
    progress.advance()
    if not math.isfinite(float(mix.sum())):
        raise FloatingPointError
    return mix
