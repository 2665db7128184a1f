"""From latents to sound: the autoencoder's decoder, and its ways out of trouble."""

import copy
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import torch
from torch import nn

from services.gpu_inference.batching import OutOfMemory, Ticket
from services.gpu_inference.engines.engine import Samples
from services.gpu_inference.engines.studio.composer.denoising import Latents
from services.gpu_inference.engines.studio.device import Device, memory_guard
from services.gpu_inference.soundness import SILENCE

PEAK: Final = 10 ** (-1 / 20)
"""-1 dBFS: where ACE-Step's own post-processing puts a song's loudest sample."""


class Decoder:
    """Decodes one song at a time: its activations are larger than any other part's."""

    def __init__(self, vae: Any, *, device: Device) -> None:
        self._vae = vae
        self._device = device
        self._careful_vae: Any = None
        fold_weight_norms(vae)

    @torch.inference_mode()
    def decode(
        self, tickets: Sequence[Ticket[Latents, Samples]]
    ) -> list[Samples | None]:
        return [
            self._decoded(ticket.item) if ticket.is_wanted else None
            for ticket in tickets
        ]

    def _decoded(self, latents: Latents) -> Samples:
        samples = self._sound(self._vae, latents)
        if is_sound(samples) or self._device.dtype == torch.float32:
            return samples
        # Half precision overflows on some songs; in float32 the same latents may do.
        return self._sound(self._careful(), latents)

    def _sound(self, vae: Any, latents: Latents) -> Samples:
        try:
            return self._samples(vae, latents)
        except OutOfMemory:
            # In pieces: a third more work for a fraction of the memory.
            vae.enable_tiling()
            try:
                return self._samples(vae, latents)
            finally:
                vae.disable_tiling()

    def _samples(self, vae: Any, latents: Latents) -> Samples:
        """Shape (frames, 2), the loudest sample at ``PEAK``."""
        with memory_guard(self._device, what="turn the song into sound"):
            columns = latents.T[None].to(self._device.kind, vae.dtype)
            audio = vae.decode(columns).sample[0].float()
            peak = audio.abs().max()
            # A song that is not there must not be amplified until it seems to be.
            if peak >= SILENCE:
                audio = audio * (PEAK / peak)
            return np.ascontiguousarray(audio.T.cpu().numpy())

    def _careful(self) -> Any:
        if self._careful_vae is None:
            self._careful_vae = copy.deepcopy(self._vae).float()
        return self._careful_vae


def is_sound(samples: Samples) -> bool:
    """Whether anybody could call this music: finite, and not silent."""
    return bool(np.isfinite(samples).all() and np.abs(samples).max() >= SILENCE)


def fold_weight_norms(module: nn.Module) -> None:
    """Compute the normalised weights once, not at every convolution."""
    for part in module.modules():
        if hasattr(part, "weight_g"):
            nn.utils.remove_weight_norm(part)
