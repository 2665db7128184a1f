"""The parts of one run, each with its model built and let go again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import torch

from bench.studio.ceiling import measure_ceiling
from bench.studio.composer import ComposerBench
from bench.studio.models import Models
from bench.studio.painter import measure_painter
from bench.studio.plan import PARTS, Plan, Size
from bench.studio.report import Report
from bench.studio.stages import StagesBench
from bench.studio.timing import forget
from bench.studio.worker import measure_worker
from bench.studio.writer import measure_writer
from services.gpu_inference.engines.studio.device import Device


def run(
    parts: Sequence[str],
    *,
    size: Size,
    device: Device,
    plan: Plan,
    report: Report,
    scratch: Path,
) -> None:
    """``scratch``: an empty folder."""
    models = Models(size, device=device, scratch=scratch)
    report.facts(
        date=datetime.now(UTC).date().isoformat(),
        device=_name(device),
        torch=torch.__version__,
        models=models.description,
    )
    _Run(models, device, plan, report).measure(parts)


def _name(device: Device) -> str:
    if device.is_cuda:
        return torch.cuda.get_device_name(device.kind)
    return f"CPU, {torch.get_num_threads()} threads of PyTorch"


class _Run:
    def __init__(
        self, models: Models, device: Device, plan: Plan, report: Report
    ) -> None:
        self._models = models
        self._device = device
        self._plan = plan
        self._report = report
        self._ceiling: float | None = None
        self._song_seconds: dict[int, float] = {}

    def measure(self, parts: Sequence[str]) -> None:
        """In our order: some refer to the ones before."""
        work = {
            "ceiling": self._measure_ceiling,
            "composer": self._measure_composer,
            "worker": self._measure_worker,
            "writer": self._measure_writer,
            "painter": self._measure_painter,
        }
        for part in PARTS:
            if part in parts:
                work[part]()
                forget(self._device)

    def _measure_ceiling(self) -> None:
        self._ceiling = measure_ceiling(self._device, self._report)

    def _measure_composer(self) -> None:
        model = self._models.music()
        composer = ComposerBench(model, self._plan, self._report)
        self._song_seconds = composer.measure()
        StagesBench(model, self._plan, self._report).measure(ceiling=self._ceiling)

    def _measure_worker(self) -> None:
        measure_worker(self._plan, self._report, song_seconds=self._song_seconds)

    def _measure_writer(self) -> None:
        model = self._models.text(batch=max(self._plan.batches))
        measure_writer(model, self._device, self._plan, self._report)
        model.close()

    def _measure_painter(self) -> None:
        pipeline = self._models.pictures()
        measure_painter(pipeline, self._device, self._plan, self._report)
