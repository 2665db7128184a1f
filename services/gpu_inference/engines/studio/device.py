"""The device that holds the models, and what its failures mean."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

import torch

from services.gpu_inference.batching import OutOfMemory
from shared.errors import DomainError

DeviceName = Literal["auto", "cuda", "cpu"]
Precision = Literal["auto", "bfloat16", "float32"]

# How the CPU's allocator and cuBLAS say what CUDA's says by a class of its own.
_SHORT_OF_MEMORY: Final = (
    "can't allocate memory",
    "not enough memory",
    "CUBLAS_STATUS_ALLOC_FAILED",
)


@dataclass(frozen=True, slots=True)
class Device:
    """Where the models are and how they count."""

    kind: torch.device
    dtype: torch.dtype

    @property
    def is_cuda(self) -> bool:
        return self.kind.type == "cuda"


def share_cores(device: Device) -> None:
    """On a CPU, leave room for the other models' threads: three full sets would fight."""
    if not device.is_cuda:
        torch.set_num_threads(max(1, torch.get_num_threads() // 2))


def settle(device: Device) -> None:
    """Wait until all that was asked of the device is done: other streams may follow."""
    if device.is_cuda:
        torch.cuda.synchronize(device.kind)


class NoSuchDevice(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "STUDIO_DEVICE is cuda, but PyTorch finds no CUDA device here:"
            " `musicgenerator doctor` says what is missing, STUDIO_DEVICE=cpu is slow."
        )


def choose_device(name: DeviceName, precision: Precision) -> Device:
    """The device asked for; ``auto`` is CUDA where there is one, and then bfloat16.

    ``NoSuchDevice`` where CUDA is asked for and cannot be had.
    """
    has_cuda = torch.cuda.is_available()
    if name == "cuda" and not has_cuda:
        raise NoSuchDevice
    is_cuda = has_cuda and name != "cpu"
    kind = torch.device("cuda", 0) if is_cuda else torch.device("cpu")
    if precision == "auto":
        # Most CPUs only emulate bfloat16: slower, and no smaller where it matters.
        return Device(kind, torch.bfloat16 if is_cuda else torch.float32)
    return Device(kind, getattr(torch, precision))


@contextmanager
def memory_guard(device: Device, *, what: str) -> Iterator[None]:
    """Turn a shortage of memory into ``OutOfMemory``, and give back what was half made.

    ``what`` completes the sentence «There is not enough memory to …».
    """
    try:
        yield
    except RuntimeError as error:
        if not _is_shortage(error):
            raise
        # Else the traceback keeps every tensor of the failed pass alive.
        error.__traceback__ = None
    else:
        return
    gc.collect()
    if device.is_cuda:
        torch.cuda.empty_cache()
    raise OutOfMemory(what=what)


def is_fatal(error: BaseException) -> bool:
    """Whether the device's context is broken: nothing will work in this process again."""
    return isinstance(error, torch.AcceleratorError)


def _is_shortage(error: RuntimeError) -> bool:
    if isinstance(error, torch.OutOfMemoryError):
        return True
    return any(words in str(error) for words in _SHORT_OF_MEMORY)
