"""Songs that share a pass are as if each were alone, whoever leaves."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import (
    MusicModel,
)
from services.gpu_inference.engines.studio.composer.music_request import music_request
from tests.fakes.engine import ignore
from tests.services.gpu_inference.studio.composer.breaking import (
    held,
    watched,
)
from tests.services.gpu_inference.studio.composer.conftest import BATCH
from tests.services.gpu_inference.studio.composer.songs import (
    SECONDS,
    STEPS,
    apart,
    asked,
    together,
)

ALIKE = 1e-5
"""Of full scale: what rounding may do."""


class GiveUp(Exception):
    """Raised by a step, as a cancelled activity would."""


@pytest.mark.parametrize("kind", ["turbo", "base"])
def test_songs_in_one_batch_are_as_if_each_were_alone(
    kind: str, request: pytest.FixtureRequest
) -> None:
    model: MusicModel = request.getfixturevalue(kind)
    songs = [asked(number, guidance_scale=2.0 + number) for number in range(BATCH)]
    with StudioComposer(model, batch=BATCH) as composer:
        alone = [composer.compose(song, on_step=ignore) for song in songs]
        with watched(model.pipeline.transformer.condition_embedder) as passes:
            batch = together(composer, songs)

    assert BATCH in passes.sizes
    assert (
        max(apart(one, other) for one, other in zip(alone, batch, strict=True)) < ALIKE
    )


def test_the_pipelines_own_batch_is_not_so(turbo: MusicModel) -> None:
    """Else the test above would pass whatever we do."""
    songs = [
        music_request(asked(number), steps=STEPS, guidance=1.0) for number in range(2)
    ]

    def call(number: int) -> torch.Tensor:
        audios: torch.Tensor = turbo.pipeline(
            prompt=[song.prompt for song in songs[:number]],
            lyrics=[song.lyrics for song in songs[:number]],
            audio_duration=float(SECONDS),
            num_inference_steps=STEPS,
            generator=[
                torch.Generator().manual_seed(song.seed) for song in songs[:number]
            ],
        ).audios
        return audios[0]

    assert float((call(1) - call(2)).abs().max()) > 100 * ALIKE


def test_songs_of_other_lengths_and_step_counts_do_not_share_a_pass(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    songs = [asked(0), asked(1, audio_duration=6), asked(2, infer_step=STEPS + 1)]

    with watched(turbo.pipeline.transformer.condition_embedder) as passes:
        lengths = [len(each) / SAMPLE_RATE for each in together(composer, songs)]

    assert passes.sizes == [1, 1, 1]
    assert lengths == [5, 6, 5]


@pytest.mark.parametrize("kind", ["turbo", "base"])
def test_a_cancelled_song_leaves_within_two_steps_and_its_mates_are_unharmed(
    kind: str, request: pytest.FixtureRequest
) -> None:
    model: MusicModel = request.getfixturevalue(kind)
    songs = [asked(n, infer_step=20, guidance_scale=3.0 + n) for n in range(3)]
    left_at: list[int] = []
    is_seen = threading.Event()

    def give_up(step: int, _: int) -> None:
        if step >= 3:
            left_at.append(step)
            raise GiveUp

    def look(_: int, __: int) -> None:
        if left_at:
            is_seen.set()

    with StudioComposer(model, batch=len(songs)) as composer:
        alone = [composer.compose(song, on_step=ignore) for song in songs[1:]]
        with (
            watched(model.pipeline.transformer.proj_in_conv) as passes,
            held(model.pipeline.transformer.proj_in_conv, after=3, until=is_seen),
            ThreadPoolExecutor(3) as threads,
        ):
            unwanted = threads.submit(composer.compose, songs[0], on_step=give_up)
            mates = [
                threads.submit(composer.compose, song, on_step=look)
                for song in songs[1:]
            ]
            with pytest.raises(GiveUp):
                unwanted.result()
            kept = [mate.result() for mate in mates]

    # Guided, each song counts twice. It is seen to leave at the look after its step.
    full = max(passes.sizes)
    assert passes.sizes[-1] == full // 3 * 2
    assert passes.sizes.count(full) <= left_at[0] + 2
    for one, other in zip(alone, kept, strict=True):
        assert apart(one, other) < ALIKE


def test_when_all_leave_the_network_rests_within_two_steps(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    left_at: list[int] = []
    has_left = threading.Event()

    def give_up(step: int, _: int) -> None:
        if step >= 2:
            left_at.append(step)
            has_left.set()
            raise GiveUp

    with (
        watched(turbo.pipeline.transformer.proj_in_conv) as passes,
        held(turbo.pipeline.transformer.proj_in_conv, after=2, until=has_left),
        pytest.raises(GiveUp),
    ):
        composer.compose(asked(infer_step=20, audio_duration=240), on_step=give_up)

    assert len(passes.sizes) <= left_at[0] + 2


def test_one_song_is_decoded_while_the_next_is_denoised(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    decodes, denoises = threading.Event(), threading.Event()
    overlapped: list[bool] = []

    def decode(*_: object) -> None:
        decodes.set()
        overlapped.append(denoises.wait(30))

    def denoise(*_: object) -> None:
        if decodes.is_set():
            denoises.set()

    hooks = [
        turbo.pipeline.vae.decoder.register_forward_pre_hook(decode),
        turbo.pipeline.transformer.proj_in_conv.register_forward_pre_hook(denoise),
    ]
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(composer.compose, asked(0), on_step=ignore)
        assert decodes.wait(30)
        second = threads.submit(composer.compose, asked(1), on_step=ignore)
        both = [first.result(), second.result()]
    for hook in hooks:
        hook.remove()

    assert overlapped[0]
    assert len(both) == 2
