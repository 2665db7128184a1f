from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import torch

from services.gpu_inference.batching import OutOfMemory
from services.gpu_inference.engines.engine import COVER_PIXELS
from services.gpu_inference.engines.studio.painter.picture_model import (
    BadPicture,
    PictureModel,
    Wish,
    load_picture_model,
)
from services.gpu_inference.engines.studio.painter.pipeline_loading import Pipeline
from services.gpu_inference.engines.studio.painter.sampling import Sampling
from tests.services.gpu_inference.studio.painter.pictures import (
    COARSE,
    FINE,
    model_of,
    pipeline_in,
    quiet,
    together,
    wishes_of,
)

WISH = Wish(prompt="a harbour at night", seed=3)


class StopAsking(Exception):
    """What a caller raises who no longer wants its picture."""


class Watch:
    """Counts the passes of a part and remembers how they were made."""

    def __init__(self, part: torch.nn.Module) -> None:
        self.batches: list[int] = []
        self.dtypes: list[torch.dtype] = []
        part.register_forward_pre_hook(self._see)

    def _see(self, part: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        self.batches.append(len(inputs[0]))
        self.dtypes.append(next(part.parameters()).dtype)


@pytest.fixture
def pipeline(tiny_cover: Path) -> Pipeline:
    return pipeline_in(tiny_cover)


@contextmanager
def broken(weight: torch.nn.Parameter) -> Iterator[None]:
    """Not a number, as an overflow leaves behind; whole again afterwards."""
    whole = weight.detach().clone()
    weight.data.fill_(float("nan"))
    try:
        yield
    finally:
        weight.data.copy_(whole)


def short_of_memory(unet: torch.nn.Module, *, most: int) -> None:
    """Makes every pass of more than ``most`` pictures fail as CUDA's allocator does."""

    def refuse(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if len(inputs[0]) > most:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    unet.register_forward_pre_hook(refuse)


def outcomes_of(model: PictureModel, wishes: list[Wish]) -> list[str]:
    def outcome(wish: Wish) -> str:
        try:
            model.paint(wish, on_step=quiet)
        except BadPicture as refusal:
            return type(refusal).__name__
        return "painted"

    with ThreadPoolExecutor(len(wishes)) as threads:
        return list(threads.map(outcome, wishes))


def test_a_model_on_disk_paints_a_picture_of_cover_size(tiny_cover: Path) -> None:
    with load_picture_model(tiny_cover, device=FINE, batch=1) as model:
        pixels = model.paint(WISH, on_step=quiet)

    assert pixels.shape == (COVER_PIXELS, COVER_PIXELS, 3)
    assert pixels.dtype == np.uint8
    assert pixels.std() > 1.0


def test_the_same_wish_gives_the_same_pixels(pipeline: Pipeline) -> None:
    with model_of(pipeline) as model:
        first = model.paint(WISH, on_step=quiet)
        second = model.paint(WISH, on_step=quiet)

    assert np.array_equal(first, second)


def test_another_seed_gives_another_picture(pipeline: Pipeline) -> None:
    with model_of(pipeline) as model:
        first = model.paint(Wish(prompt="dunes", seed=1), on_step=quiet)
        second = model.paint(Wish(prompt="dunes", seed=2), on_step=quiet)

    assert not np.array_equal(first, second)


def test_another_prompt_gives_another_picture(pipeline: Pipeline) -> None:
    with model_of(pipeline) as model:
        first = model.paint(Wish(prompt="dunes", seed=1), on_step=quiet)
        second = model.paint(Wish(prompt="a city", seed=1), on_step=quiet)

    assert not np.array_equal(first, second)


def test_pictures_painted_together_are_those_painted_alone(pipeline: Pipeline) -> None:
    wishes = wishes_of(4)
    with model_of(pipeline) as model:
        alone = [model.paint(wish, on_step=quiet) for wish in wishes]
    watch = Watch(pipeline.unet)

    with model_of(pipeline, batch=4) as model:
        company = together(model, wishes)

    assert watch.batches == [4, 4]
    for one, other in zip(alone, company, strict=True):
        assert np.abs(one.astype(int) - other.astype(int)).max() <= 1


def test_progress_ends_with_the_last_step(pipeline: Pipeline) -> None:
    seen: list[tuple[int, int]] = []
    with model_of(pipeline) as model:
        model.paint(WISH, on_step=lambda step, steps: seen.append((step, steps)))

    assert seen[-1] == (3, 3)


def test_steps_and_guidance_may_be_chosen(pipeline: Pipeline) -> None:
    watch = Watch(pipeline.unet)
    sampling = Sampling(steps=3, guidance_scale=5.0)
    wish = Wish(prompt="dunes", avoid="letters", seed=1)

    with PictureModel(pipeline, device=FINE, batch=1, sampling=sampling) as model:
        model.paint(wish, on_step=quiet)

    # Guided, each step paints the wish and what to avoid.
    assert watch.batches == [2, 2, 2]


def test_what_to_avoid_changes_a_guided_picture(pipeline: Pipeline) -> None:
    sampling = Sampling(steps=1, guidance_scale=5.0)
    with PictureModel(pipeline, device=FINE, batch=1, sampling=sampling) as model:
        first = model.paint(Wish(prompt="a", avoid="letters", seed=1), on_step=quiet)
        second = model.paint(Wish(prompt="a", avoid="fog", seed=1), on_step=quiet)

    assert not np.array_equal(first, second)


def test_a_picture_that_nobody_wants_stops_within_two_steps(pipeline: Pipeline) -> None:
    watch = Watch(pipeline.unet)
    decoding = Watch(pipeline.vae.decoder)
    sampling = Sampling(steps=500, guidance_scale=0.0)

    def give_up(step: int, steps: int) -> None:
        if step:
            steps_at_farewell.append(step)
            raise StopAsking

    steps_at_farewell: list[int] = []
    with PictureModel(pipeline, device=FINE, batch=1, sampling=sampling) as model:
        with pytest.raises(StopAsking):
            model.paint(WISH, on_step=give_up)
        passes = len(watch.batches)

    assert passes - steps_at_farewell[0] <= 2
    assert not decoding.batches


def test_a_picture_of_no_numbers_is_refused(pipeline: Pipeline) -> None:
    with (
        model_of(pipeline) as model,
        broken(pipeline.vae.decoder.conv_out.weight),
        pytest.raises(BadPicture, match="not numbers"),
    ):
        model.paint(WISH, on_step=quiet)


def test_a_picture_of_one_colour_is_refused(pipeline: Pipeline) -> None:
    pipeline.vae.decoder.conv_out.weight.data.zero_()

    with model_of(pipeline) as model, pytest.raises(BadPicture, match="one colour"):
        model.paint(WISH, on_step=quiet)


def test_a_bad_picture_is_first_tried_again_with_a_finer_decoder(
    tiny_cover: Path,
) -> None:
    pipeline = pipeline_in(tiny_cover, device=COARSE)
    watch = Watch(pipeline.vae.decoder)

    with (
        model_of(pipeline, device=COARSE) as model,
        broken(pipeline.unet.conv_out.weight),
        pytest.raises(BadPicture),
    ):
        model.paint(WISH, on_step=quiet)

    assert watch.dtypes == [torch.bfloat16, torch.float32]
    assert pipeline.vae.dtype == torch.bfloat16


def test_a_decoder_that_overflows_still_paints_when_it_is_finer(
    tiny_cover: Path,
) -> None:
    pipeline = pipeline_in(tiny_cover, device=COARSE)

    def overflow(
        part: torch.nn.Module, _: object, output: torch.Tensor
    ) -> torch.Tensor:
        is_fine = next(part.parameters()).dtype == torch.float32
        return output if is_fine else torch.full_like(output, float("nan"))

    pipeline.vae.decoder.register_forward_hook(overflow)
    with model_of(pipeline, device=COARSE) as model:
        pixels = model.paint(WISH, on_step=quiet)

    assert pixels.std() > 1.0


def test_a_model_paints_on_after_a_bad_picture(tiny_cover: Path) -> None:
    pipeline = pipeline_in(tiny_cover, device=COARSE)
    with model_of(pipeline, device=COARSE) as model:
        before = model.paint(WISH, on_step=quiet)

        with (
            broken(pipeline.unet.conv_out.weight),
            pytest.raises(BadPicture),
        ):
            model.paint(WISH, on_step=quiet)
        after = model.paint(WISH, on_step=quiet)

    assert np.array_equal(before, after)


def test_one_bad_picture_spares_the_others(pipeline: Pipeline) -> None:
    def spoil_the_second(
        _: torch.nn.Module, inputs: object, output: tuple[torch.Tensor, ...]
    ) -> tuple[torch.Tensor, ...]:
        spoilt = output[0].clone()
        spoilt[1] = float("nan")
        return (spoilt, *output[1:])

    pipeline.unet.register_forward_hook(spoil_the_second)
    with model_of(pipeline, batch=2) as model:
        outcomes = outcomes_of(model, wishes_of(2))

    assert sorted(outcomes) == ["BadPicture", "painted"]


def test_a_batch_too_large_for_memory_is_painted_in_parts(pipeline: Pipeline) -> None:
    watch = Watch(pipeline.unet)
    short_of_memory(pipeline.unet, most=1)

    with model_of(pipeline, batch=4) as model:
        pictures = together(model, wishes_of(4))

    assert len(pictures) == 4
    # Two steps for each picture alone, after three attempts that were too large.
    assert watch.batches == [4, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1]


def test_a_picture_too_large_for_memory_is_refused(pipeline: Pipeline) -> None:
    short_of_memory(pipeline.unet, most=0)

    with model_of(pipeline) as model, pytest.raises(OutOfMemory, match="the cover"):
        model.paint(WISH, on_step=quiet)
