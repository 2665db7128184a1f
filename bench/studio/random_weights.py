"""Models that are made where they run: as slow as the real ones, with weights of no sense."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from services.gpu_inference.engines.studio.device import Device


@contextmanager
def made_on(device: Device) -> Iterator[None]:
    """New modules stand on the device from the first, and count as it does."""
    usual = torch.get_default_dtype()
    torch.manual_seed(0)
    torch.set_default_dtype(device.dtype)
    try:
        with device.kind:
            yield
    finally:
        torch.set_default_dtype(usual)


def ready(pipeline: Any) -> Any:
    pipeline.set_progress_bar_config(disable=True)
    for part in pipeline.components.values():
        if isinstance(part, nn.Module):
            part.eval().requires_grad_(requires_grad=False)
    return pipeline
