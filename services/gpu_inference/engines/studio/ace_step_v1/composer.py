"""Songs by ACE-Step v1, through its own package, which nobody has to install.

It never ran with the real package or the real weights here: it was written after the
package's published source and tested with a stand-in of the same shape (ADR 0007).
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from typing_extensions import override

from services.gpu_inference.engines.engine import (
    SAMPLE_RATE,
    Composer,
    OnStep,
    Samples,
)
from services.gpu_inference.engines.studio.ace_step_v1.step_watch import watched_steps
from services.gpu_inference.engines.studio.device import Device, memory_guard
from services.gpu_inference.scratch import scratch_space
from services.gpu_inference.soundness import SILENCE, BadAudio
from shared.contracts.songs import ComposeAudio

STEPS: Final = 60
GUIDANCE: Final = 15.0

INSTRUMENTAL: Final = "[instrumental]"

# What the package's own call has by default, written down so that it stays the same.
_SETTINGS: Final[dict[str, Any]] = {
    "format": "wav",
    "scheduler_type": "euler",
    "cfg_type": "apg",
    "omega_scale": 10.0,
    "guidance_interval": 0.5,
    "guidance_interval_decay": 0.0,
    "min_guidance_scale": 3.0,
    "use_erg_tag": True,
    "use_erg_lyric": True,
    "use_erg_diffusion": True,
    "guidance_scale_text": 0.0,
    "guidance_scale_lyric": 0.0,
    "batch_size": 1,
}

_PEAK: Final = 10 ** (-1 / 20)
_LOOK_SECONDS: Final = 0.2
_FADE_SECONDS: Final = 0.03

# Its latents come in blocks of 8 x 512 samples at 44.1 kHz, rounded down.
_SPARE_SECONDS: Final = 0.1


class AceStepV1Composer(Composer):
    """One song at a time: the package takes one prompt a call, and is no thread's."""

    def __init__(self, pipeline: Any, *, device: Device) -> None:
        """``pipeline``: a loaded ``ACEStepPipeline``."""
        self._pipeline = pipeline
        self._device = device
        self._turn = threading.Lock()

    @override
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        guidance, steps = request.guidance_scale, request.infer_step
        return replace(
            request,
            guidance_scale=GUIDANCE if guidance is None else guidance,
            infer_step=STEPS if steps is None else steps,
        )

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        """Raises ``BadAudio`` or ``OutOfMemory``, and what ``on_step`` raises."""
        settled = self.settle(request)
        steps = settled.infer_step or STEPS
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            on_step(0, steps)
        try:
            samples = self._samples(settled, on_step=lambda step: on_step(step, steps))
        finally:
            self._turn.release()
        on_step(steps, steps)
        return _mastered(samples, seconds=request.audio_duration)

    def _samples(
        self, request: ComposeAudio, *, on_step: Callable[[int], None]
    ) -> Samples:
        # Beside the sound it leaves a file with the lyrics: both go with the folder.
        with (
            memory_guard(self._device, what="compose a song of this length"),
            scratch_space() as folder,
            watched_steps(self._pipeline, on_step=on_step),
        ):
            path = folder / "song.wav"
            self._pipeline(
                **_SETTINGS,
                prompt=_prompt(request),
                lyrics=_lyrics(request),
                audio_duration=request.audio_duration + _SPARE_SECONDS,
                infer_step=request.infer_step,
                guidance_scale=request.guidance_scale,
                manual_seeds=[request.seed],
                save_path=str(path),
            )
            return _read(path)


def _prompt(request: ComposeAudio) -> str:
    sheet = request.sheet
    # It has no fields for them: its examples name them among the tags.
    return ", ".join((sheet.prompt, f"{sheet.bpm} bpm", sheet.key_scale))


def _lyrics(request: ComposeAudio) -> str:
    has_words = bool(request.sheet.lyrics.strip()) and not request.instrumental
    return request.sheet.lyrics if has_words else INSTRUMENTAL


def _read(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    if rate != SAMPLE_RATE:
        raise BadAudio(fault=f"has {rate} samples a second, not {SAMPLE_RATE}")
    return np.asarray(samples, dtype=np.float32)


def _mastered(samples: Samples, *, seconds: float) -> Samples:
    """Cut to the length asked for, without a click, the loudest sample at -1 dBFS."""
    frames = round(seconds * SAMPLE_RATE)
    kept = samples[:frames].copy()
    if frames < len(samples):
        fade = min(frames, round(_FADE_SECONDS * SAMPLE_RATE))
        kept[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    peak = np.abs(kept).max(initial=0.0)
    # A song that is not there must not be amplified until it seems to be.
    return kept * np.float32(_PEAK / peak) if peak >= SILENCE else kept
