"""ACE-Step v1 as it would lie on disk, and its composer with the stand-in package."""

from pathlib import Path

import pytest
import torch

from services.gpu_inference.engines.studio.ace_step_v1.composer import (
    AceStepV1Composer,
)
from services.gpu_inference.engines.studio.device import Device
from tests.fakes.acestep_package import ACEStepPipeline

CPU = Device(torch.device("cpu"), torch.float32)
PARTS = ("ace_step_transformer", "music_dcae_f8c8", "music_vocoder", "umt5-base")


@pytest.fixture
def v1_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ace-step"
    for part in PARTS:
        (folder / part).mkdir(parents=True)
        (folder / part / "config.json").write_text("{}")
    return folder


@pytest.fixture
def pipeline(v1_folder: Path) -> ACEStepPipeline:
    pipeline = ACEStepPipeline(str(v1_folder))
    pipeline.device = CPU.kind
    pipeline.load_checkpoint(str(v1_folder))
    return pipeline


@pytest.fixture
def composer(pipeline: ACEStepPipeline) -> AceStepV1Composer:
    return AceStepV1Composer(pipeline, device=CPU)
