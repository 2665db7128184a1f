"""Attention for the denoiser that every fast kernel can run."""

from typing import Any

import torch
from diffusers.models.embeddings import apply_rotary_emb
from torch.nn import functional


class RepeatedHeads:
    """Grouped-query attention with keys and values repeated for each query head.

    The stock processor leaves the grouping to the kernel, and of PyTorch's only the flash
    and the math kernel know it. Flash takes no mask: so each layer with a mask would fall
    back to the math kernel, which writes the whole matrix of scores to memory. Repeating
    costs one copy of the keys; the memory-efficient kernel then takes the masked layers.
    """

    _attention_backend = None
    _parallel_config = None

    def __call__(
        self,
        attn: Any,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        image_rotary_emb: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> torch.Tensor:
        """The stock processor's arguments; ``attention_mask`` is True where to look."""
        is_cross = attn.is_cross_attention and encoder_hidden_states is not None
        source = encoder_hidden_states if is_cross else hidden_states
        query = attn.norm_q(_heads(attn.to_q(hidden_states), attn.heads))
        key = attn.norm_k(_heads(attn.to_k(source), attn.kv_heads))
        value = _heads(attn.to_v(source), attn.kv_heads)
        if image_rotary_emb is not None and not is_cross:
            query, key = (_turned(each, image_rotary_emb) for each in (query, key))
        repeats = attn.heads // attn.kv_heads
        mixed = functional.scaled_dot_product_attention(
            query,
            key.repeat_interleave(repeats, dim=1),
            value.repeat_interleave(repeats, dim=1),
            attn_mask=attention_mask,
            scale=attn.scaling,
        )
        joined = mixed.transpose(1, 2).flatten(2)
        result: torch.Tensor = attn.to_out[1](attn.to_out[0](joined))
        return result


def _heads(projected: torch.Tensor, heads: int) -> torch.Tensor:
    """(batch, length, heads x width) → (batch, heads, length, width)."""
    batch, length, _ = projected.shape
    return projected.view(batch, length, heads, -1).transpose(1, 2)


def _turned(
    heads: torch.Tensor, rotary: tuple[torch.Tensor, torch.Tensor]
) -> torch.Tensor:
    turned: torch.Tensor = apply_rotary_emb(
        heads, rotary, use_real=True, use_real_unbind_dim=-2, sequence_dim=2
    )
    return turned
