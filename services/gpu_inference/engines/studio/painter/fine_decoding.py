"""A decoder that counts finer than the rest, for pictures that overflow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch


@contextmanager
def decoding_in_float32(vae: Any) -> Iterator[None]:
    """The pipeline hands over latents as the rest counts; they are cast on the way in."""
    usual = vae.dtype
    entries = (getattr(vae, "post_quant_conv", None), vae.decoder)
    hooks = [entry.register_forward_pre_hook(_as_float32) for entry in entries if entry]
    vae.to(torch.float32)
    try:
        yield
    finally:
        vae.to(usual)
        for hook in hooks:
            hook.remove()


def _as_float32(_: torch.nn.Module, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        value.float() if isinstance(value, torch.Tensor) else value for value in inputs
    )
