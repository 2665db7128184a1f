"""Will the models fit? Reckoned from the files' headers, before anything is loaded."""

import json
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from services.gpu_inference.engines.studio.device import Device
from shared.domain.limits import LONGEST_SONG_SECONDS
from shared.errors import DomainError

# Reckoned from the shapes of the published models in bfloat16, not measured on a card.
# A song being denoised: its rows in the widest layers, twice where guided.
_DENOISING_BYTES_PER_SECOND: Final = 6e6
# A song being decoded: the last blocks' activations, of which some three live at once.
_DECODING_BYTES_PER_SECOND: Final = 37e6
# Decoded in pieces, whatever its length.
_DECODING_TILED_BYTES: Final = 1.5e9
# A song being written: keys and values of 3,000 tokens of a 7B model with 4 key heads.
_WRITING_BYTES: Final = 0.2e9
# A picture being painted at 512 pixels.
_PAINTING_BYTES: Final = 0.5e9
# The CUDA context, kernels and the libraries' work spaces.
_CONTEXT_BYTES: Final = 1.5e9


class TooLittleMemory(DomainError):
    def __init__(self, *, needed_bytes: float, free_bytes: float) -> None:
        super().__init__(
            f"The studio engine needs at least {needed_bytes / 1e9:.1f} GB on its device,"
            f" and {free_bytes / 1e9:.1f} GB are free: end what else runs there, take"
            " smaller models, or set INFERENCE_ENGINE=sketch."
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """Bytes on the device."""

    weights: float
    one_song: float
    """Work space when songs are made one by one, decoded in pieces."""
    full_batches: float
    """Work space when every stage is full. Where it is lacking, batches are halved."""
    free: float

    def require(self) -> None:
        """``TooLittleMemory`` when not even one song fits beside the models."""
        needed = self.weights + self.one_song
        if needed > self.free:
            raise TooLittleMemory(needed_bytes=needed, free_bytes=self.free)

    @property
    def has_room_for_batches(self) -> bool:
        return self.weights + self.full_batches <= self.free


def budget_of(model_dir: Path, *, device: Device, batch: int) -> Budget:
    weights = sum(
        weight_bytes(path, bytes_per_number=device.dtype.itemsize)
        for path in sorted(model_dir.rglob("*.safetensors"))
    )
    if not device.is_cuda:
        # Tiny models and trials: what they work with is small beside the rest.
        return Budget(weights, 0, 0, free_bytes(device))
    denoising = _DENOISING_BYTES_PER_SECOND * LONGEST_SONG_SECONDS
    decoding = _DECODING_BYTES_PER_SECOND * LONGEST_SONG_SECONDS
    beside = _WRITING_BYTES + _PAINTING_BYTES
    return Budget(
        weights=weights,
        one_song=denoising + _DECODING_TILED_BYTES + beside + _CONTEXT_BYTES,
        full_batches=batch * (denoising + beside) + decoding + _CONTEXT_BYTES,
        free=free_bytes(device),
    )


def weight_bytes(path: Path, *, bytes_per_number: int) -> float:
    """What the file's numbers take on the device, whatever they take in the file."""
    return bytes_per_number * float(sum(_counts(path)))


def free_bytes(device: Device) -> float:
    if device.is_cuda:
        free, _ = torch.cuda.mem_get_info(device.kind)
        return float(free)
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return float(line.split()[1]) * 1024
    # Not Linux: nobody can tell, and nothing is refused for a guess.
    return math.inf


def _counts(path: Path) -> Iterator[int]:
    """Numbers in each tensor, after the format's specification: a length, then JSON."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    for name, tensor in header.items():
        if name != "__metadata__":
            yield math.prod(tensor["shape"])
