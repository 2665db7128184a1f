"""Wishes and requests for the painter's tests, and a model small enough to run them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import torch

from services.gpu_inference.engines.engine import Pixels
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.painter.picture_model import (
    PictureModel,
    Wish,
)
from services.gpu_inference.engines.studio.painter.pipeline_loading import (
    Pipeline,
    load_pipeline,
)
from shared.contracts.songs import PaintCover, WrittenSong

FINE = Device(torch.device("cpu"), torch.float32)
COARSE = Device(torch.device("cpu"), torch.bfloat16)

LONG_ENOUGH_SECONDS = 60.0
"""So patient, a batch of these tests starts when it is full and not before."""


def pipeline_in(folder: Path, *, device: Device = FINE) -> Pipeline:
    return load_pipeline(folder, device=device)


def model_of(
    pipeline: Pipeline, *, device: Device = FINE, batch: int = 1
) -> PictureModel:
    return PictureModel(
        pipeline, device=device, batch=batch, patience_seconds=LONG_ENOUGH_SECONDS
    )


def quiet(step: int, steps: int) -> None:
    """An ``on_step`` that lets the work go on."""


def together(model: PictureModel, wishes: Sequence[Wish]) -> list[Pixels]:
    """Each from a thread of its own, as the worker's songs are."""
    with ThreadPoolExecutor(len(wishes)) as threads:
        return list(threads.map(lambda wish: model.paint(wish, on_step=quiet), wishes))


def wishes_of(count: int) -> list[Wish]:
    prompts = ("harbour at night", "dunes", "an old radio on a kitchen table", "rain")
    return [Wish(prompt=prompts[i % 4], seed=100 + i) for i in range(count)]


def cover_request(
    title: str = "Paper Boats", *, prompt: str = "folk, calm", seed: int = 7
) -> PaintCover:
    sheet = WrittenSong(
        title=title,
        prompt=prompt,
        lyrics="",
        categories=("Folk",),
        bpm=92,
        key_scale="A minor",
        time_signature="4",
    )
    return PaintCover(song_id=UUID(int=1), sheet=sheet, seed=seed)
