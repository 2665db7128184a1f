"""A CUDA stream of its own for a stage, so that it overlaps with the others."""

from collections.abc import Sequence
from typing import TypeVar

import torch

from services.gpu_inference.batching import Forward, Ticket
from services.gpu_inference.engines.studio.device import Device
from shared.errors import DomainError

Item = TypeVar("Item")
Result = TypeVar("Result")


def on_own_stream(
    device: Device, forward: Forward[Item, Result]
) -> Forward[Item, Result]:
    """``forward``, run beside other streams; unchanged where there are none.

    What goes in and out must lie on the CPU, as nothing else orders the streams.
    """
    if not device.is_cuda:
        return forward
    stream = torch.cuda.Stream(device.kind)  # type: ignore[no-untyped-call]

    def streamed(
        tickets: Sequence[Ticket[Item, Result]],
    ) -> Sequence[Result | DomainError | None]:
        with torch.cuda.stream(stream):
            results = forward(tickets)
        stream.synchronize()
        return results

    return streamed
