"""Pictures a second of the painter, one at a time and several in a pass."""

from typing import Final

from structlog.testing import capture_logs

from bench.studio.asking import ask_at_once, unwatched
from bench.studio.figures import full_batches
from bench.studio.plan import SHEET, Plan
from bench.studio.report import Report
from bench.studio.timing import forget, peak_gigabytes, seconds_of
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.painter.picture_model import (
    PictureModel,
    Wish,
    native_pixels,
)
from services.gpu_inference.engines.studio.painter.pipeline_loading import Pipeline
from services.gpu_inference.engines.studio.painter.wording import words_for
from shared.errors import DomainError

_LARGEST_BATCH: Final = 8
_FEWEST_PICTURES: Final = 4


def measure_painter(
    pipeline: Pipeline, device: Device, plan: Plan, report: Report
) -> None:
    side = native_pixels(pipeline)
    report.begin(
        "Painter",
        about=f"Pictures of {side} x {side} pixels, wished for from as many threads, and"
        " enlarged to a cover on the host.",
        columns=("batch", "pictures", "pictures_per_second", "peak_gigabytes", "note"),
    )
    for batch in plan.batches:
        if batch <= _LARGEST_BATCH:
            _show(pipeline, device, report, batch=batch)


def _show(pipeline: Pipeline, device: Device, report: Report, *, batch: int) -> None:
    forget(device)
    pictures = full_batches(_FEWEST_PICTURES, batch=batch)
    took, note = None, ""
    with (
        capture_logs() as events,
        PictureModel(pipeline, device=device, batch=batch) as model,
    ):
        try:
            _paint(model, batch)
            took = seconds_of(lambda: _paint(model, pictures), device=device)
        except DomainError as refusal:
            note = str(refusal)
    if any(event["event"] == "batch_halved" for event in events):
        note = f"too little memory for so many at once: halved. {note}".strip()
    report.row(
        batch=batch,
        pictures=pictures,
        pictures_per_second=pictures / took if took else None,
        peak_gigabytes=peak_gigabytes(device),
        note=note,
    )


def _paint(model: PictureModel, pictures: int) -> None:
    wishes = [Wish(prompt=words_for(SHEET), seed=seed) for seed in range(pictures)]
    ask_at_once(lambda wish: model.paint(wish, on_step=unwatched), wishes)
