"""One song by the pipeline's own call: the slower path that our own is checked against.

It is the second try when a song came out damaged, and the reference of tests and benches.
Other tasks than text to music (repaint, cover, extend by a repaint past the end) are keywords
of the same call.
"""

from collections.abc import Sequence
from typing import Any

import torch

from services.gpu_inference.engines.studio.composer.denoising import (
    Latents,
    MusicTicket,
)
from services.gpu_inference.engines.studio.composer.music_request import MusicRequest


def plain_latents(
    pipeline: Any, tickets: Sequence[MusicTicket]
) -> list[Latents | None]:
    """One after another, as slow as that is."""
    return [_latents(pipeline, ticket) for ticket in tickets]


def _latents(pipeline: Any, ticket: MusicTicket) -> Latents | None:
    def on_step_end(
        _: Any, step: int, __: float, kept: dict[str, Any]
    ) -> dict[str, Any]:
        ticket.tell(step + 1, ticket.item.steps)
        pipeline._interrupt = not ticket.is_wanted
        return kept

    latents = call(pipeline, ticket.item, callback_on_step_end=on_step_end)
    return latents[0].float().to("cpu") if ticket.is_wanted else None


def call(pipeline: Any, song: MusicRequest, **task: Any) -> torch.Tensor:
    """Latents, (1, frames, channels). ``task``: more of the pipeline's own keywords."""
    latents: torch.Tensor = pipeline(
        prompt=song.prompt,
        lyrics=song.lyrics,
        vocal_language=song.language,
        audio_duration=float(song.seconds),
        bpm=song.bpm,
        keyscale=song.key_scale,
        timesignature=song.time_signature,
        num_inference_steps=song.steps,
        guidance_scale=song.guidance,
        generator=torch.Generator().manual_seed(song.seed),
        output_type="latent",
        **task,
    ).audios
    return latents
