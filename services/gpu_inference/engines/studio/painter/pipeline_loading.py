"""From a folder to a text-to-image pipeline on the device, or the reason why not."""

import inspect
from pathlib import Path
from typing import Any, Final, TypeAlias

import torch
from diffusers import AutoPipelineForText2Image
from diffusers.utils import logging as diffusers_logging
from transformers.utils import logging as transformers_logging

from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import (
    loading,
    require_parts,
)

Pipeline: TypeAlias = Any
"""One of diffusers' text-to-image pipelines."""

_HALF: Final = "fp16"
_FEWEST_WORDS: Final = 256
"""Byte-level vocabularies begin with every byte."""


def load_pipeline(folder: Path, *, device: Device) -> Pipeline:
    """Load from local files alone, quietly, without watermarks.

    Raises ``UnusableModel``, or ``OutOfMemory`` where the device cannot hold it.
    """
    require_parts(folder)
    with loading(folder, device=device):
        try:
            pipeline = _loaded(folder, device=device)
        except ImportError as error:
            # Some tokenizers want a package that is not ours; the model is no use here.
            raise ValueError(str(error)) from error
        _require_usable(pipeline)
    return pipeline


def _loaded(folder: Path, *, device: Device) -> Pipeline:
    # Their warnings quote prompts, and bars belong on a terminal.
    for library_logging in (diffusers_logging, transformers_logging):
        library_logging.set_verbosity_error()
        library_logging.disable_progress_bar()
    pipeline = AutoPipelineForText2Image.from_pretrained(
        folder,
        dtype=device.dtype,
        variant=_variant(folder),
        local_files_only=True,
        use_safetensors=True,
    ).to(device.kind)
    pipeline.set_progress_bar_config(disable=True)
    # SDXL marks its pictures whenever the package for it happens to be installed.
    pipeline.watermark = None
    # One picture at a time: batches decode no faster, but need the memory all at once.
    pipeline.vae.enable_slicing()
    return pipeline


def _variant(folder: Path) -> str | None:
    """``fp16`` where a part has no other weights; the library wants it said."""
    for part in sorted(folder.iterdir()):
        weights = [path.name for path in part.glob("*.safetensors")]
        if weights and all(f".{_HALF}" in name for name in weights):
            return _HALF
    return None


def _require_usable(pipeline: Pipeline) -> None:
    if (
        "callback_on_step_end"
        not in inspect.signature(type(pipeline).__call__).parameters
    ):
        raise ValueError("its pipeline cannot be stopped while it paints.")
    for part, component in pipeline.components.items():
        is_tokenizer = part.startswith("tokenizer") and component is not None
        if is_tokenizer and len(component) < _FEWEST_WORDS:
            raise ValueError(f"its part {part} knows no words.")
        if isinstance(component, torch.nn.Module):
            component.eval()
