"""The sketch engine's composer: real songs on a plain CPU, without a model."""

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
from services.gpu_inference.engines.sketch.composer.writing import (
    Written,
    write_score,
)
from shared.contracts.songs import ComposeAudio

_FINISHING_STEPS: Final = 2


class SketchComposer(Composer):
    """Writes a score and plays it. Loads its font once; makes one song at a time."""

    def __init__(self, soundfont: Path | None) -> None:
        """Without a font, or when the file is not there, built-in voices play."""
        self._synth = SynthPlayer()
        self._font: FontPlayer | None = None
        if soundfont is not None and soundfont.is_file():
            self._font = FontPlayer(soundfont)

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        written = write_score(request)
        score = humanise(written.score, style=written.style, seed=request.seed)
        frames = round(request.audio_duration * SAMPLE_RATE)
        desk = Desk(
            mix=np.zeros((frames, 2), dtype=np.float32),
            send=np.zeros(frames, dtype=np.float32),
            pump=pump_of(score, depth=written.style.pump, frames=frames),
        )
        self._play(desk, written=written, score=score, on_step=on_step)
        ride(desk.mix, score=score)
        if written.style.tape:
            wear(desk.mix)
        master(desk.mix, end_seconds=score.end_seconds)
        return desk.mix

    def _play(
        self, desk: Desk, *, written: Written, score: Score, on_step: OnStep
    ) -> None:
        """Add every stem and the room; tell ``on_step`` of each block."""
        brightness = written.intent.mood.brightness_db
        stems = stems_of(score, style=written.style, brightness_db=brightness)
        blocks = -(-len(desk.mix) // BLOCK)
        steps = (len(stems) + 1) * blocks + _FINISHING_STEPS
        done = 0

        def advance() -> None:
            nonlocal done
            done = min(done + 1, steps)
            on_step(done, steps)

        for stem in stems:
            add_stem(
                desk,
                stem,
                self._player(stem),
                seconds_per_beat=score.seconds_per_beat,
                on_block=advance,
            )
        add_room(desk, seconds=written.style.reverb_seconds, on_block=advance)

    def _player(self, stem: Stem) -> Player:
        instrument = INSTRUMENTS.get(stem.track.instrument)
        if self._font is None or (instrument is not None and instrument.synthetic):
            return self._synth
        return self._font
