from collections.abc import Iterator
from pathlib import Path

import pytest

from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import (
    MusicModel,
    load_music_model,
)
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.tiny.ace_step import build_tiny_ace_step

BATCH = 4


@pytest.fixture(scope="session")
def turbo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("turbo")
    build_tiny_ace_step(folder, is_turbo=True)
    return folder


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    build_tiny_ace_step(folder, is_turbo=False)
    return folder


# Loaded anew for each test: they break it in ways that must not outlive them.
@pytest.fixture
def turbo(turbo_folder: Path, cpu: Device) -> MusicModel:
    return load_music_model(turbo_folder, device=cpu)


@pytest.fixture
def base(base_folder: Path, cpu: Device) -> MusicModel:
    return load_music_model(base_folder, device=cpu)


@pytest.fixture
def composer(turbo: MusicModel) -> Iterator[StudioComposer]:
    with StudioComposer(turbo, batch=BATCH) as composer:
        yield composer
