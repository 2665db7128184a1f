"""Ways to break a loaded model from outside, as hardware and bad weights do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import torch
from torch import nn

_LONGEST_SECONDS: Final = 30


@dataclass
class Passes:
    """How many songs each forward pass of a network held."""

    sizes: list[int] = field(default_factory=list)


@contextmanager
def watched(network: nn.Module, passes: Passes | None = None) -> Iterator[Passes]:
    """``network`` must be called at each step with the batch as its first dimension."""
    passes = passes or Passes()

    def see(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        passes.sizes.append(len(inputs[0]))

    hook = network.register_forward_pre_hook(see)
    try:
        yield passes
    finally:
        hook.remove()


@contextmanager
def held(network: nn.Module, *, after: int, until: threading.Event) -> Iterator[None]:
    """All but the first ``after`` passes wait: a small network is else over at once."""
    passes = count(1)

    def wait(_: nn.Module, __: Any) -> None:
        if next(passes) > after and not until.wait(_LONGEST_SECONDS):
            message = "Nobody let the pass go on."
            raise AssertionError(message)

    hook = network.register_forward_pre_hook(wait)
    try:
        yield
    finally:
        hook.remove()


@contextmanager
def short_of_memory(network: nn.Module, *, above: int) -> Iterator[None]:
    """Passes of more than ``above`` songs find no memory."""

    def refuse(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if len(inputs[0]) > above:
            message = "CUDA out of memory. Tried to allocate 20.00 GiB."
            raise torch.OutOfMemoryError(message)

    hook = network.register_forward_pre_hook(refuse)
    try:
        yield
    finally:
        hook.remove()


@contextmanager
def answering(
    network: nn.Module, value: float, *, times: int = 10**9
) -> Iterator[None]:
    """``network`` answers with nothing but ``value``, so many times."""
    left = [times]

    def spoil(_: nn.Module, __: Any, output: torch.Tensor) -> torch.Tensor:
        left[0] -= 1
        return torch.full_like(output, value) if left[0] >= 0 else output

    hook = network.register_forward_hook(spoil)
    try:
        yield
    finally:
        hook.remove()
