"""From noise to latents: the steps of a batch of songs, each of which may leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

import torch
from diffusers.guiders.adaptive_projected_guidance import (
    MomentumBuffer,
    normalized_guidance,
)

from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.studio.composer.conditions import (
    ConditionEncoder,
    Conditions,
)
from services.gpu_inference.engines.studio.composer.music_request import MusicRequest
from services.gpu_inference.engines.studio.composer.network import (
    DenoisingNetwork,
    Surroundings,
)

Latents: TypeAlias = torch.Tensor
"""(frames, channels), float32, on the CPU; 25 frames a second."""
MusicTicket: TypeAlias = Ticket[MusicRequest, Latents]

# The timestep shift of the published turbo tables and the pipeline's default.
_SHIFT: Final = 3.0
# Adaptive projected guidance (Sadat et al. 2024, arXiv:2410.02416) as ACE-Step sets it.
_MOMENTUM: Final = -0.75
_NORM_THRESHOLD: Final = 2.5


def noise_schedule(steps: int) -> list[float]:
    """Times from 1 to 0, ``steps`` + 1 of them, denser near the noise."""
    line = torch.linspace(1.0, 0.0, steps + 1)
    shifted: list[float] = (_SHIFT * line / (1 + (_SHIFT - 1) * line)).tolist()
    return shifted


@dataclass(slots=True)
class _Batch:
    """The songs still wanted, and what belongs to each, row by row."""

    tickets: list[MusicTicket]
    latents: torch.Tensor
    around: Surroundings
    guidance: torch.Tensor
    """(batch, 1, 1)."""
    momentum: Any
    """Guidance of earlier steps: diffusers' ``MomentumBuffer``."""

    def keep(self, kept: Sequence[int]) -> None:
        index = torch.as_tensor(kept, device=self.latents.device)
        size, is_guided = (
            len(self.tickets),
            len(self.around.embedded) > len(self.tickets),
        )
        both = [*kept, *(row + size for row in kept)] if is_guided else list(kept)
        self.tickets = [self.tickets[row] for row in kept]
        self.latents = self.latents[index]
        self.guidance = self.guidance[index]
        self.around = self.around.rows(both)
        if isinstance(self.momentum.running_average, torch.Tensor):
            self.momentum.running_average = self.momentum.running_average[index]


class Denoiser:
    """Turns a batch of requests of one length and step count into latents."""

    def __init__(
        self,
        pipeline: Any,
        network: DenoisingNetwork,
        *,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self._pipeline = pipeline
        self._network = network
        self._encoder = ConditionEncoder(pipeline, dtype=dtype)
        self._device = device
        self._dtype = dtype

    @torch.inference_mode()
    def denoise(self, tickets: Sequence[MusicTicket]) -> list[Latents | None]:
        """Latents for each ticket, None for those that nobody waits for any more."""
        batch = self._begin(tickets)
        steps = tickets[0].item.steps
        for step, (time, following) in enumerate(pairwise(noise_schedule(steps))):
            self._let_go(batch)
            if not batch.tickets:
                break
            flow = self._flow(batch, time)
            batch.latents = batch.latents + (following - time) * flow
            for ticket in batch.tickets:
                ticket.tell(step + 1, steps)
        finished = batch.latents.to("cpu")
        rows = {id(ticket): row for row, ticket in enumerate(batch.tickets)}
        return [
            finished[rows[id(ticket)]] if id(ticket) in rows else None
            for ticket in tickets
        ]

    def _begin(self, tickets: Sequence[MusicTicket]) -> _Batch:
        songs = [ticket.item for ticket in tickets]
        frames = round(songs[0].seconds * self._pipeline.latents_per_second)
        conditions = self._encoder.encode(songs)
        context = self._context(len(songs), frames)
        around = self._network.surroundings(conditions, context)
        if songs[0].is_guided:
            around = around.beside(self._unguided(conditions, context))
        return _Batch(
            tickets=list(tickets),
            latents=torch.stack([self._noise(song, frames) for song in songs]),
            around=around,
            guidance=self._guidance(songs),
            momentum=MomentumBuffer(momentum=_MOMENTUM),
        )

    def _unguided(self, conditions: Conditions, context: torch.Tensor) -> Surroundings:
        return self._network.surroundings(self._encoder.nothing(conditions), context)

    def _guidance(self, songs: Sequence[MusicRequest]) -> torch.Tensor:
        scales = torch.tensor([song.guidance for song in songs], device=self._device)
        return scales[:, None, None]

    def _noise(self, song: MusicRequest, frames: int) -> torch.Tensor:
        """Drawn on the CPU and in float32: the same on every device and precision."""
        generator = torch.Generator().manual_seed(song.seed)
        channels = self._pipeline.transformer.config.audio_acoustic_hidden_dim
        return torch.randn(frames, channels, generator=generator).to(self._device)

    def _context(self, songs: int, frames: int) -> torch.Tensor:
        silence, _ = self._pipeline.prepare_src_latents(
            device=self._device,
            dtype=self._dtype,
            batch_size=songs,
            latent_length=frames,
        )
        return torch.cat([silence, torch.ones_like(silence)], dim=-1)

    def _let_go(self, batch: _Batch) -> None:
        kept = [row for row, ticket in enumerate(batch.tickets) if ticket.is_wanted]
        if len(kept) < len(batch.tickets):
            batch.keep(kept)

    def _flow(self, batch: _Batch, time: float) -> torch.Tensor:
        """In float32, (batch, frames, channels)."""
        latents = batch.latents.to(self._dtype)
        is_guided = len(batch.around.embedded) > len(batch.tickets)
        if is_guided:
            latents = torch.cat([latents, latents])
        times = torch.full(
            (len(latents),), time, device=self._device, dtype=self._dtype
        )
        flow = self._network.velocity(latents, times, batch.around).float()
        if not is_guided:
            return flow
        wanted, anything = flow.chunk(2)
        guided: torch.Tensor = normalized_guidance(
            pred_cond=wanted,
            pred_uncond=anything,
            guidance_scale=batch.guidance - 1,
            momentum_buffer=batch.momentum,
            eta=0.0,
            norm_threshold=_NORM_THRESHOLD,
            use_original_formulation=True,
            norm_dim=(1,),
        )
        return guided
