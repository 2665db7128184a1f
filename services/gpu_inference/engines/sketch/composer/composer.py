"""The sketch engine's composer: real songs on a plain CPU, without a model."""

from dataclasses import replace
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
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.humanise import humanise
from services.gpu_inference.engines.sketch.composer.instruments import INSTRUMENTS
from services.gpu_inference.engines.sketch.composer.mastering.master import (
    master,
)
from services.gpu_inference.engines.sketch.composer.mixing.colour import ride, wear
from services.gpu_inference.engines.sketch.composer.mixing.console import (
    Desk,
    add_room,
    add_stem,
)
from services.gpu_inference.engines.sketch.composer.mixing.filters import BLOCK
from services.gpu_inference.engines.sketch.composer.mixing.pump import pump_of
from services.gpu_inference.engines.sketch.composer.mixing.stems import (
    Stem,
    stems_of,
)
from services.gpu_inference.engines.sketch.composer.rendering.font import FontPlayer
from services.gpu_inference.engines.sketch.composer.rendering.player import Player
from services.gpu_inference.engines.sketch.composer.rendering.synth import SynthPlayer
from services.gpu_inference.engines.sketch.composer.score import Score
from services.gpu_inference.engines.sketch.composer.writing import write_score
from shared.contracts.songs import ComposeAudio

_FINISHING: Final = 2
"""What the room and the master take, in stems."""


class _Progress:
    """Counts blocks of work for ``on_step``."""

    def __init__(self, on_step: OnStep, *, steps: int) -> None:
        self._on_step = on_step
        self._steps = steps
        self._done = 0

    def advance(self) -> None:
        """One more block; the last step is kept for ``finish``."""
        self._done = min(self._done + 1, self._steps - 1)
        self._on_step(self._done, self._steps)

    def finish(self) -> None:
        self._on_step(self._steps, self._steps)


class SketchComposer(Composer):
    """Writes a score and plays it. Loads its font once; makes one song at a time."""

    def __init__(self, soundfont: Path | None) -> None:
        """Without a font, or when the file is not there, built-in voices play."""
        self._synth = SynthPlayer()
        self._font: FontPlayer | None = None
        if soundfont is not None and soundfont.is_file():
            self._font = FontPlayer(soundfont)

    @override
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        return replace(request, guidance_scale=None, infer_step=None)

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        written = write_score(request)
        style = written.style
        score = humanise(written.score, style=style, seed=request.seed)
        frames = round(request.audio_duration * SAMPLE_RATE)
        brightness = written.intent.mood.brightness_db
        stems = stems_of(score, style=style, brightness_db=brightness)
        blocks = -(-frames // BLOCK)
        progress = _Progress(on_step, steps=(len(stems) + _FINISHING) * blocks + 1)
        desk = Desk(
            mix=np.zeros((frames, 2), dtype=np.float32),
            send=np.zeros(frames, dtype=np.float32),
            pump=pump_of(score, depth=style.pump, frames=frames),
        )
        for stem in stems:
            add_stem(
                desk,
                stem,
                self._player(stem),
                seconds_per_beat=score.seconds_per_beat,
                on_block=progress.advance,
            )
        self._finish(desk, score=score, style=style, progress=progress)
        return desk.mix

    def _finish(
        self, desk: Desk, *, score: Score, style: Style, progress: _Progress
    ) -> None:
        add_room(desk, seconds=style.reverb_seconds, on_block=progress.advance)
        ride(desk.mix, score=score)
        if style.tape:
            wear(desk.mix)
        master(desk.mix, end_seconds=score.end_seconds, on_block=progress.advance)
        progress.finish()

    def _player(self, stem: Stem) -> Player:
        instrument = INSTRUMENTS.get(stem.track.instrument)
        if self._font is None or (instrument is not None and instrument.synthetic):
            return self._synth
        return self._font
