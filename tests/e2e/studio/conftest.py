"""A stack whose songs the studio engine makes, with tiny random models on the CPU."""

from collections.abc import Iterator

import pytest

from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
from tests.e2e.asking import CANARY, PASSWORD
from tests.e2e.stack import RunningStack, running_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    models = tmp_path_factory.mktemp("tiny models")
    build_tiny_models(models)
    settings = {
        "INFERENCE_ENGINE": "studio",
        "MODEL_DIR": str(models),
        "STUDIO_DEVICE": "cpu",
    }
    place = tmp_path_factory.mktemp("my studio")
    with running_stack(place, settings) as running:
        running.secrets.update({CANARY, PASSWORD})
        yield running
