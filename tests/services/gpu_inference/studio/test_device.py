import pytest
import torch

from services.gpu_inference.batching import OutOfMemory
from services.gpu_inference.engines.studio.device import (
    Device,
    choose_device,
    is_fatal,
    memory_guard,
)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError(
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate"
        ),
    ],
)
def test_each_way_to_run_out_of_memory_is_one_refusal(
    cpu: Device, error: RuntimeError
) -> None:
    with (
        pytest.raises(OutOfMemory, match="not enough memory to sing"),
        memory_guard(cpu, what="sing"),
    ):
        raise error


def test_a_real_shortage_on_this_machine_is_told_as_one(cpu: Device) -> None:
    with pytest.raises(OutOfMemory), memory_guard(cpu, what="hold a petabyte"):
        torch.empty(2**50)


def test_another_error_stays_what_it_is(cpu: Device) -> None:
    error = RuntimeError("the shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes"), memory_guard(cpu, what="sing"):
        raise error


def test_only_a_broken_context_ends_the_process() -> None:
    assert is_fatal(torch.AcceleratorError("CUDA error: an illegal memory access"))
    assert not is_fatal(torch.OutOfMemoryError("CUDA out of memory."))
    assert not is_fatal(ValueError("a song's own fault"))


@pytest.mark.parametrize(
    ("precision", "dtype"),
    [("auto", torch.float32), ("bfloat16", torch.bfloat16), ("float32", torch.float32)],
)
def test_a_cpu_counts_in_full_unless_told_otherwise(
    precision: str, dtype: torch.dtype
) -> None:
    device = choose_device("cpu", precision)  # type: ignore[arg-type]

    assert device.dtype == dtype
    assert not device.is_cuda
