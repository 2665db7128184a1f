"""ACE-Step as the studio's composer: songs of many people, in passes shared by a few."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Self

import numpy as np
import structlog
from typing_extensions import override

from services.gpu_inference.batching import Batcher
from services.gpu_inference.engines.engine import (
    SAMPLE_RATE,
    Composer,
    OnStep,
    Samples,
)
from services.gpu_inference.engines.studio.composer.decoding import Decoder, is_sound
from services.gpu_inference.engines.studio.composer.denoising import (
    Denoiser,
    Latents,
    MusicTicket,
)
from services.gpu_inference.engines.studio.composer.music_model import MusicModel
from services.gpu_inference.engines.studio.composer.music_request import (
    MusicRequest,
    music_request,
)
from services.gpu_inference.engines.studio.composer.network import DenoisingNetwork
from services.gpu_inference.engines.studio.composer.plain_call import plain_latents
from services.gpu_inference.engines.studio.device import memory_guard
from services.gpu_inference.engines.studio.streams import on_own_stream
from services.gpu_inference.soundness import BadAudio
from shared.contracts.songs import ComposeAudio

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_DECODING_STEPS: Final = 1
_FADE_SECONDS: Final = 0.03


class StudioComposer(Composer):
    """Denoising and decoding are stages, each with a thread and a stream of its own:
    one song is decoded while the next batch is denoised.
    """

    def __init__(self, model: MusicModel, *, batch: int) -> None:
        self._model = model
        self._network = DenoisingNetwork(model.pipeline.transformer)
        device = model.device
        self._denoiser = Denoiser(
            model.pipeline, self._network, device=device.kind, dtype=device.dtype
        )
        decoder = Decoder(model.pipeline.vae, device=device)
        self._denoising: Batcher[MusicRequest, Latents] = Batcher(
            on_own_stream(device, self._denoise), name="denoiser", most=batch, key=_key
        )
        self._decoding: Batcher[Latents, Samples] = Batcher(
            on_own_stream(device, decoder.decode),
            name="decoder",
            most=1,
            patience_seconds=0,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._denoising.close()
        self._decoding.close()

    @override
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        return replace(
            request,
            infer_step=self._model.steps(request.infer_step),
            guidance_scale=self._model.guidance(request.guidance_scale),
        )

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        """``BadAudio`` where neither our own path nor the plain one makes music."""
        settled = self.settle(request)
        assert settled.infer_step is not None  # noqa: S101 - the model has its own
        assert settled.guidance_scale is not None  # noqa: S101 - likewise
        song = music_request(
            request, steps=settled.infer_step, guidance=settled.guidance_scale
        )
        onward = _Onward(on_step)
        samples = self._sound(song, onward)
        if not is_sound(samples):
            log.warning("song_damaged", song_id=str(request.song_id))
            samples = self._sound(replace(song, is_careful=True), onward)
        if not is_sound(samples):
            raise BadAudio(fault="is silent or holds values that are not numbers")
        return _cut(samples, seconds=request.audio_duration)

    def _sound(self, song: MusicRequest, on_step: OnStep) -> Samples:
        steps = song.steps + _DECODING_STEPS
        latents = self._denoising.run(
            song, on_step=lambda step, _: on_step(step, steps)
        )
        samples = self._decoding.run(
            latents, on_step=lambda _, __: on_step(song.steps, steps)
        )
        on_step(steps, steps)
        return samples

    def _denoise(self, tickets: Sequence[MusicTicket]) -> list[Latents | None]:
        with memory_guard(self._model.device, what="compose a song of this length"):
            if not tickets[0].item.is_careful:
                return self._denoiser.denoise(tickets)
            # In this thread only: no other one is in the network meanwhile.
            self._network.use_stock_attention()
            try:
                return plain_latents(self._model.pipeline, tickets)
            finally:
                self._network.use_fast_attention()


class _Onward:
    """An ``on_step`` that a second try does not send back to the beginning."""

    def __init__(self, on_step: OnStep) -> None:
        self._on_step = on_step
        self._furthest = 0

    def __call__(self, step: int, steps: int) -> None:
        self._furthest = max(self._furthest, step)
        self._on_step(self._furthest, steps)


def _key(song: MusicRequest) -> tuple[int, int, bool, bool]:
    """Songs of which one pass can make all: of one length, step count and kind."""
    return song.seconds, song.steps, song.is_guided, song.is_careful


def _cut(samples: Samples, *, seconds: float) -> Samples:
    """To the sample; what is cut off fades, so that it does not click."""
    frames = round(seconds * SAMPLE_RATE)
    if frames >= len(samples):
        return samples
    kept = samples[:frames].copy()
    fade = min(frames, round(_FADE_SECONDS * SAMPLE_RATE))
    kept[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    return kept
