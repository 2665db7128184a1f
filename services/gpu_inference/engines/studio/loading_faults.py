"""What a folder of weights can be wrong in, as one sentence instead of a library's many."""

import json
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
_INDEX: Final = "model_index.json"

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


def require_parts(folder: Path) -> str:
    """The class of a diffusers folder, all of whose parts are there.

    For want of its files the library makes up a tokenizer without words, and takes the
    path of a folder that is not there for a name on the hub.
    """
    index = folder / _INDEX
    if not index.is_file():
        raise UnusableModel(folder=folder, fault=f"it has no {_INDEX}.")
    try:
        parts = json.loads(index.read_text(encoding="utf-8"))
        name: str = parts["_class_name"]
    except (ValueError, KeyError, TypeError):
        raise UnusableModel(
            folder=folder, fault=f"its {_INDEX} cannot be read."
        ) from None
    for part, origin in parts.items():
        is_part = isinstance(origin, list) and all(origin)
        if is_part and not any((folder / part).glob("*")):
            raise UnusableModel(folder=folder, fault=f"its part {part} is missing.")
    return name


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= _LONGEST_FAULT else f"{words[:_LONGEST_FAULT]}…"
