from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.tiny.qwen import build_tiny_qwen
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
    load_text_model,
)


@pytest.fixture(scope="session")
def cpu() -> Device:
    # Matrices this small only wait for a second thread, for long on a busy machine.
    torch.set_num_threads(1)
    return Device(torch.device("cpu"), torch.float32)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny-qwen")
    build_tiny_qwen(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_model(tiny_folder: Path, cpu: Device) -> Iterator[TransformersTextModel]:
    model = load_text_model(tiny_folder, device=cpu, batch=4)
    yield model
    model.close()
