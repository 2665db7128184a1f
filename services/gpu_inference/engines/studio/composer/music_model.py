"""ACE-Step 1.5, loaded: what it is, how it is used by default, and its parts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from diffusers import AceStepPipeline

from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import (
    UnusableModel,
    loading,
    require_parts,
)

_CLASS: Final = "AceStepPipeline"

# As published: turbo is distilled to 8 steps without guidance, the others are not.
_TURBO_STEPS: Final = 8
_MOST_TURBO_STEPS: Final = 20
_BASE_STEPS: Final = 50
_BASE_GUIDANCE: Final = 7.0
_UNGUIDED: Final = 1.0


@dataclass(frozen=True, slots=True)
class MusicModel:
    pipeline: Any
    """A loaded ``AceStepPipeline``, without progress bars."""
    device: Device

    @property
    def is_turbo(self) -> bool:
        return bool(self.pipeline.is_turbo)

    def steps(self, wanted: int | None) -> int:
        """Turbo knows no more than 20: asked for more, it takes those."""
        if self.is_turbo:
            return min(wanted or _TURBO_STEPS, _MOST_TURBO_STEPS)
        return wanted or _BASE_STEPS

    def guidance(self, wanted: float | None) -> float:
        """Turbo has its guidance distilled into the weights: any other is ignored."""
        if self.is_turbo:
            return _UNGUIDED
        return _BASE_GUIDANCE if wanted is None else wanted


def load_music_model(folder: Path, *, device: Device) -> MusicModel:
    """Read a diffusers folder straight onto the device; never the network.

    ``UnusableModel`` where it is not ACE-Step 1.5, or not whole.
    """
    name = require_parts(folder)
    if name != _CLASS:
        raise UnusableModel(folder=folder, fault=f"it holds a {name}, not {_CLASS}.")
    with loading(folder, device=device):
        pipeline = AceStepPipeline.from_pretrained(
            folder,
            dtype=device.dtype,
            local_files_only=True,
            use_safetensors=True,
            # Straight to the device. By its kind alone: a number is refused.
            device_map=device.kind.type,
        )
    pipeline.set_progress_bar_config(disable=True)
    _require_rate(folder, pipeline)
    return MusicModel(pipeline, device)


def _require_rate(folder: Path, pipeline: Any) -> None:
    if pipeline.sample_rate != 48_000:
        fault = f"it makes sound at {pipeline.sample_rate} Hz, not 48000."
        raise UnusableModel(folder=folder, fault=fault)
    for part in (pipeline.transformer, pipeline.vae, pipeline.condition_encoder):
        if any(parameter.device.type == "meta" for parameter in part.parameters()):
            raise UnusableModel(folder=folder, fault="it lacks some of its weights.")
