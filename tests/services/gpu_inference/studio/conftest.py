import pytest

from services.gpu_inference.engines.studio.device import Device, choose_device


@pytest.fixture(scope="session")
def cpu() -> Device:
    return choose_device("cpu", "float32")
