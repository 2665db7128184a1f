"""The denoising network's forward pass, with all that stays the same made once a song."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from diffusers.models.embeddings import get_1d_rotary_pos_embed
from torch.nn import functional

from services.gpu_inference.engines.studio.composer.attention import RepeatedHeads
from services.gpu_inference.engines.studio.composer.conditions import Conditions


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every step of a batch sees."""

    context: torch.Tensor
    """(batch, frames, 2 x channels): the source's latents, and where to generate."""
    embedded: torch.Tensor
    """(batch, length, width): the conditions, as wide as the network."""
    looked_at: torch.Tensor | None
    """(batch, 1, 1, length), True where a condition stands; None: everywhere."""

    def rows(self, kept: Sequence[int]) -> "Surroundings":
        index = torch.as_tensor(kept, device=self.context.device)
        mask = None if self.looked_at is None else self.looked_at[index]
        return Surroundings(self.context[index], self.embedded[index], mask)

    def beside(self, other: "Surroundings") -> "Surroundings":
        mask = self.looked_at
        return Surroundings(
            torch.cat([self.context, other.context]),
            torch.cat([self.embedded, other.embedded]),
            None if mask is None else torch.cat([mask, mask]),
        )


class DenoisingNetwork:
    """Drives the blocks of diffusers' ``AceStepTransformer1DModel``.

    The same numbers as its own ``forward``, which looks at padding, and at each step makes
    anew the sliding window's mask, the rotary table and the embedded conditions.
    """

    def __init__(self, transformer: Any) -> None:
        self._transformer = transformer
        self._patch = transformer.patch_size
        self._stock = transformer.attn_processors
        self._fast = {name: RepeatedHeads() for name in self._stock}
        self._tables: dict[tuple[int, torch.dtype], tuple[Any, torch.Tensor]] = {}
        self.use_fast_attention()

    def use_fast_attention(self) -> None:
        self._transformer.set_attn_processor(dict(self._fast))

    def use_stock_attention(self) -> None:
        """For the pipeline's own call, whose masks are of another kind."""
        self._transformer.set_attn_processor(dict(self._stock))

    def surroundings(
        self, conditions: Conditions, context: torch.Tensor
    ) -> Surroundings:
        mask = None if bool(conditions.mask.all()) else conditions.mask[:, None, None]
        embedded = self._transformer.condition_embedder(conditions.hidden)
        return Surroundings(context, embedded, mask)

    def velocity(
        self, latents: torch.Tensor, time: torch.Tensor, around: Surroundings
    ) -> torch.Tensor:
        """Where the latents flow at ``time``: (batch, frames, channels) in and out.

        ``time``, (batch,), runs from 1, noise, to 0, music.
        """
        network = self._transformer
        frames = latents.shape[1]
        now, shifts = network.time_embed(time)
        none, no_shifts = network.time_embed_r(time - time)
        hidden = self._patched(torch.cat([around.context, latents], dim=-1))
        rotary, window = self._table(hidden)
        for block, kind in zip(network.layers, network.layer_types, strict=True):
            hidden = block(
                hidden_states=hidden,
                position_embeddings=rotary,
                temb=shifts + no_shifts,
                attention_mask=window if kind == "sliding_attention" else None,
                encoder_hidden_states=around.embedded,
                encoder_attention_mask=around.looked_at,
            )
        return self._unpatched(hidden, now + none)[:, :frames]

    def _patched(self, hidden: torch.Tensor) -> torch.Tensor:
        missing = -hidden.shape[1] % self._patch
        padded = functional.pad(hidden, (0, 0, 0, missing))
        patched: torch.Tensor = self._transformer.proj_in_conv(padded.transpose(1, 2))
        return patched.transpose(1, 2)

    def _unpatched(self, hidden: torch.Tensor, moment: torch.Tensor) -> torch.Tensor:
        network = self._transformer
        table = network.scale_shift_table + moment.unsqueeze(1)
        shift, scale = table.chunk(2, dim=1)
        scaled = (network.norm_out(hidden) * (1 + scale) + shift).type_as(hidden)
        unpatched: torch.Tensor = network.proj_out_conv(scaled.transpose(1, 2))
        return unpatched.transpose(1, 2)

    def _table(self, hidden: torch.Tensor) -> tuple[Any, torch.Tensor]:
        """The rotary table and the sliding window of this length."""
        length, key = hidden.shape[1], (hidden.shape[1], hidden.dtype)
        if key not in self._tables:
            # Of one length at a time: a window's mask is length x length.
            self._tables.clear()
            places = torch.arange(length, device=hidden.device)
            apart = (places[:, None] - places[None, :]).abs()
            window = apart <= self._transformer.config.sliding_window
            self._tables[key] = (self._rotary(places, hidden.dtype), window)
        return self._tables[key]

    def _rotary(
        self, places: torch.Tensor, dtype: torch.dtype
    ) -> tuple[torch.Tensor, torch.Tensor]:
        cosine, sine = get_1d_rotary_pos_embed(
            self._transformer.head_dim,
            places.float(),
            theta=self._transformer.rope_theta,
            use_real=True,
            repeat_interleave_real=False,
        )
        return cosine.to(dtype), sine.to(dtype)
