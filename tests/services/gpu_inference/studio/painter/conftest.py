"""A tiny text-to-image model on disk, made once."""

from pathlib import Path

import pytest

from services.gpu_inference.engines.studio.tiny.cover import build_tiny_cover


@pytest.fixture(scope="session")
def tiny_cover(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "cover"
    build_tiny_cover(folder)
    return folder
