"""The fastest this device multiplies matrices: what no model can exceed."""

from typing import Final

import torch

from bench.studio.figures import matmul_flops, teraflops
from bench.studio.report import Report
from bench.studio.timing import usual_seconds_of
from services.gpu_inference.engines.studio.device import Device

_ON_A_CARD: Final = ((4096, 4096, 4096), (8192, 8192, 8192), (16384, 8192, 8192))
_ON_A_CPU: Final = ((512, 512, 512), (1024, 1024, 1024), (2048, 1024, 1024))
# Else the launch is measured along with the work.
_IN_A_ROW: Final = 10


def measure_ceiling(device: Device, report: Report) -> float:
    """The best of a few shapes, in TFLOP/s."""
    report.begin(
        "Ceiling",
        about="Plain matrix products in the precision of the models: the best of these"
        " is the ceiling that shares refer to.",
        columns=("rows", "inner", "columns", "precision", "teraflops_per_second"),
    )
    best = 0.0
    for rows, inner, columns in _ON_A_CARD if device.is_cuda else _ON_A_CPU:
        rate = _rate(rows, columns, inner=inner, device=device)
        best = max(best, rate)
        report.row(
            rows=str(rows),
            inner=str(inner),
            columns=str(columns),
            precision=str(device.dtype).removeprefix("torch."),
            teraflops_per_second=rate,
        )
    return best


def _rate(rows: int, columns: int, *, inner: int, device: Device) -> float:
    left = torch.randn(rows, inner, device=device.kind, dtype=device.dtype)
    right = torch.randn(inner, columns, device=device.kind, dtype=device.dtype)
    out = torch.empty(rows, columns, device=device.kind, dtype=device.dtype)

    def multiply() -> None:
        for _ in range(_IN_A_ROW):
            torch.mm(left, right, out=out)

    seconds = usual_seconds_of(multiply, device=device, repeats=5) / _IN_A_ROW
    return teraflops(matmul_flops(rows, columns, inner=inner), seconds=seconds)
