"""What a song is that the studio's composer makes."""

from pathlib import Path

import numpy as np
import pytest
import torch

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.decoding import PEAK
from services.gpu_inference.engines.studio.composer.music_model import (
    MusicModel,
    load_music_model,
)
from services.gpu_inference.engines.studio.composer.music_request import music_request
from services.gpu_inference.engines.studio.device import Device
from tests.fakes.engine import ignore
from tests.services.gpu_inference.studio.composer.conftest import BATCH
from tests.services.gpu_inference.studio.composer.songs import (
    SECONDS,
    STEPS,
    apart,
    asked,
)

ALIKE = 1e-5
"""Of full scale: what rounding may do."""


class GiveUp(Exception):
    """Raised by a step, as a cancelled activity would."""


def test_a_song_is_stereo_as_long_as_asked_and_as_loud_as_it_may_be(
    composer: StudioComposer,
) -> None:
    samples = composer.compose(asked(audio_duration=5.3), on_step=ignore)

    assert samples.shape == (round(5.3 * SAMPLE_RATE), 2)
    assert samples.dtype == np.float32
    assert np.abs(samples).max() == pytest.approx(PEAK, abs=1e-3)


def test_what_is_cut_off_fades_out(composer: StudioComposer) -> None:
    samples = composer.compose(asked(audio_duration=5.3), on_step=ignore)

    assert np.abs(samples[-1]).max() == 0
    assert np.abs(samples[-2000:-1500]).max() > 0.01


def test_the_same_request_gives_the_same_samples_after_loading_anew(
    composer: StudioComposer, turbo_folder: Path, cpu: Device
) -> None:
    first = composer.compose(asked(1), on_step=ignore)

    with StudioComposer(load_music_model(turbo_folder, device=cpu), batch=1) as other:
        again = other.compose(asked(1), on_step=ignore)

    assert np.array_equal(first, again)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 4711},
        {"infer_step": STEPS + 1},
        {"instrumental": True},
    ],
)
def test_each_part_of_a_request_is_heard(
    composer: StudioComposer, change: dict[str, int]
) -> None:
    plain = composer.compose(asked(0), on_step=ignore)

    changed = composer.compose(asked(0, **change), on_step=ignore)

    assert apart(plain, changed) > 10 * ALIKE


@pytest.mark.parametrize("kind", ["turbo", "base"])
def test_a_song_is_that_of_the_pipelines_own_call(
    kind: str, request: pytest.FixtureRequest
) -> None:
    model: MusicModel = request.getfixturevalue(kind)
    song = asked(1, infer_step=4, guidance_scale=None if kind == "turbo" else 5.0)
    wanted = music_request(song, steps=4, guidance=model.guidance(song.guidance_scale))
    reference = model.pipeline(
        prompt=wanted.prompt,
        lyrics=wanted.lyrics,
        audio_duration=float(SECONDS),
        bpm=wanted.bpm,
        keyscale=wanted.key_scale,
        timesignature=wanted.time_signature,
        num_inference_steps=4,
        guidance_scale=wanted.guidance,
        generator=torch.Generator().manual_seed(song.seed),
    ).audios[0]

    with StudioComposer(model, batch=BATCH) as composer:
        samples = composer.compose(song, on_step=ignore)

    assert apart(samples, reference.T.numpy()) < ALIKE


def test_progress_grows_to_its_end(composer: StudioComposer) -> None:
    told: list[tuple[int, int]] = []

    composer.compose(asked(), on_step=lambda *at: told.append(at))

    steps = [step for step, _ in told]
    assert steps == sorted(steps)
    assert told[-1] == (STEPS + 1, STEPS + 1)


def test_what_was_left_to_the_model_is_said(
    turbo: MusicModel, base: MusicModel
) -> None:
    open_request = asked(infer_step=None)
    with (
        StudioComposer(turbo, batch=1) as quick,
        StudioComposer(base, batch=1) as slow,
    ):
        settled = [each.settle(open_request) for each in (quick, slow)]
        many = quick.settle(asked(infer_step=100, guidance_scale=15.0))

    assert [(s.infer_step, s.guidance_scale) for s in settled] == [(8, 1.0), (50, 7.0)]
    assert (many.infer_step, many.guidance_scale) == (20, 1.0)
