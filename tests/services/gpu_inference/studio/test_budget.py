import math
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from services.gpu_inference.engines.studio.budget import (
    Budget,
    TooLittleMemory,
    budget_of,
    free_bytes,
    weight_bytes,
)
from services.gpu_inference.engines.studio.device import Device

CARD = Device(torch.device("cuda", 0), torch.bfloat16)
GIGA = 1e9


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """1,030 numbers in two precisions."""
    folder = tmp_path / "ace-step" / "transformer"
    folder.mkdir(parents=True)
    tensors = {
        "a": torch.zeros(10, 100, dtype=torch.float32),
        "b": torch.zeros(30, dtype=torch.float16),
    }
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return tmp_path


def test_weights_are_reckoned_as_they_will_lie_on_the_device(weights: Path) -> None:
    [file] = weights.rglob("*.safetensors")

    assert weight_bytes(file, bytes_per_number=2) == 2 * 1030
    assert weight_bytes(file, bytes_per_number=4) == 4 * 1030


def test_on_a_cpu_the_weights_are_what_counts(weights: Path, cpu: Device) -> None:
    budget = budget_of(weights, device=cpu, batch=4)

    assert (budget.weights, budget.one_song) == (4 * 1030, 0)
    assert 0 < budget.free < math.inf
    budget.require()


def test_free_memory_is_less_than_there_is(cpu: Device) -> None:
    total = float(Path("/proc/meminfo").read_text().split()[1]) * 1024

    assert 0 < free_bytes(cpu) <= total


def test_models_that_do_not_fit_are_refused_with_figures_and_a_remedy() -> None:
    budget = Budget(30 * GIGA, 5 * GIGA, 20 * GIGA, 34 * GIGA)

    with pytest.raises(
        TooLittleMemory, match=r"at least 35\.0 GB .* 34\.0 GB are free"
    ):
        budget.require()


def test_models_that_fit_without_full_batches_are_let_in() -> None:
    tight = Budget(30 * GIGA, 5 * GIGA, 20 * GIGA, 40 * GIGA)
    roomy = Budget(30 * GIGA, 5 * GIGA, 20 * GIGA, 50 * GIGA)

    tight.require()

    assert not tight.has_room_for_batches
    assert roomy.has_room_for_batches
