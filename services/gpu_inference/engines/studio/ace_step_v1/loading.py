"""Whether ACE-Step v1 can be used here, and how it is loaded."""

import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import torch

from services.gpu_inference.engines.studio.ace_step_v1.composer import (
    AceStepV1Composer,
)
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import (
    UnusableModel,
    loading,
)

_PARTS: Final = (
    "ace_step_transformer",
    "music_dcae_f8c8",
    "music_vocoder",
    "umt5-base",
)
_PACKAGE: Final = "acestep"
# Version 1.5 has the package's name too, but not this module.
_MODULE: Final = "acestep.pipeline_ace_step"
_NOT_INSTALLED: Final = (
    "it is ACE-Step v1, which needs the package acestep: "
    "install it from github.com/ace-step/ACE-Step"
)


def is_v1_folder(folder: Path) -> bool:
    """All four parts are there: for want of one the package would download them all."""
    return all((folder / part / "config.json").is_file() for part in _PARTS)


def is_installed() -> bool:
    return find_spec(_PACKAGE) is not None and find_spec(_MODULE) is not None


def load_v1(folder: Path, *, device: Device) -> AceStepV1Composer:
    """``UnusableModel`` where folder or package are not those of v1, or not whole."""
    if not is_v1_folder(folder):
        raise UnusableModel(folder=folder, fault=f"it lacks one of {', '.join(_PARTS)}")
    if not is_installed():
        raise UnusableModel(folder=folder, fault=_NOT_INSTALLED)
    with loading(folder, device=device):
        pipeline = _pipeline(folder, device=device)
    return AceStepV1Composer(pipeline, device=device)


def _pipeline(folder: Path, *, device: Device) -> Any:
    try:
        module = importlib.import_module(_MODULE)
    except ImportError as error:
        raise ValueError(f"the package acestep does not load: {error}") from error
    pipeline = module.ACEStepPipeline(
        checkpoint_dir=str(folder),
        device_id=device.kind.index or 0,
        dtype="bfloat16" if device.dtype == torch.bfloat16 else "float32",
    )
    # It takes CUDA wherever there is one, whatever it was told.
    pipeline.device = device.kind
    pipeline.load_checkpoint(str(folder))
    return pipeline
