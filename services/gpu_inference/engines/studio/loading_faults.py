"""What a folder of weights can be wrong in, as one sentence instead of a library's many."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from safetensors import SafetensorError

from services.gpu_inference.engines.studio.device import (
    Device,
    is_fatal,
    memory_guard,
)
from shared.errors import DomainError

_LONGEST_FAULT: Final = 200

# What the loaders raise for files that are missing, cut short or of another kind.
_FAULTS: Final = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    SafetensorError,
)


class UnusableModel(DomainError):
    """The folder does not hold the model that is looked for there."""

    def __init__(self, *, folder: Path, fault: str) -> None:
        super().__init__(f"The model in {folder} cannot be used: {fault}")
        self.folder = folder
        self.fault = fault


@contextmanager
def loading(folder: Path, *, device: Device) -> Iterator[None]:
    """Turn whatever a loader raises about the folder's files into ``UnusableModel``.

    A shortage of memory stays ``OutOfMemory``: the files are not to blame.
    """
    try:
        with memory_guard(device, what=f"load the model in {folder}"):
            yield
    except _FAULTS as error:
        if is_fatal(error):
            raise
        raise UnusableModel(folder=folder, fault=_one_line(error)) from error


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= _LONGEST_FAULT else f"{words[:_LONGEST_FAULT]}…"
