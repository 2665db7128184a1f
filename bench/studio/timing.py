"""How long work takes on a device, what it takes of its memory, and how much it is."""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from services.gpu_inference.engines.studio.device import Device


def wait_for(device: Device) -> None:
    """Until the device has done all that it was told."""
    if device.is_cuda:
        torch.cuda.synchronize(device.kind)


def seconds_of(work: Callable[[], Any], *, device: Device) -> float:
    """Once, without a warm-up."""
    wait_for(device)
    began_at = time.perf_counter()
    work()
    wait_for(device)
    return time.perf_counter() - began_at


def usual_seconds_of(
    work: Callable[[], Any], *, device: Device, repeats: int = 3
) -> float:
    """The median of a few runs, after one that does not count."""
    work()
    return median(seconds_of(work, device=device) for _ in range(repeats))


def forget(device: Device) -> None:
    """Give back what nobody holds any more, and begin to watch the peak anew."""
    gc.collect()
    if device.is_cuda:
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device.kind)


def peak_gigabytes(device: Device) -> float | None:
    """Since ``forget``, weights included; None where nobody keeps count."""
    if not device.is_cuda:
        return None
    return torch.cuda.max_memory_allocated(device.kind) / 1e9


def flops_of(work: Callable[[], Any]) -> int:
    """Counted, not reckoned: of matrix products, convolutions and attention.

    The math kernel lays open what the fused ones hide; masked scores count in full.
    """
    with sdpa_kernel(SDPBackend.MATH), FlopCounterMode(display=False) as counter:
        work()
    total: int = counter.get_total_flops()
    return total
