"""Too little memory, damaged sound and strange words: a good song or one clear refusal."""

import numpy as np
import pytest
import torch

from services.gpu_inference.batching import OutOfMemory
from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.studio.composer.attention import RepeatedHeads
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import (
    MusicModel,
)
from services.gpu_inference.soundness import BadAudio
from tests.fakes.engine import ignore
from tests.services.gpu_inference.studio.composer.breaking import (
    Passes,
    answering,
    short_of_memory,
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


def test_a_batch_too_large_for_the_memory_is_made_in_parts(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    songs = [asked(number) for number in range(BATCH)]
    alone = [composer.compose(song, on_step=ignore) for song in songs]

    with (
        watched(turbo.pipeline.transformer.proj_in_conv) as passes,
        short_of_memory(turbo.pipeline.transformer.proj_in_conv, above=1),
    ):
        parts = together(composer, songs)

    assert max(passes.sizes) > 1
    assert all(
        apart(one, other) < ALIKE for one, other in zip(alone, parts, strict=True)
    )


def test_a_song_too_large_for_the_memory_is_refused_and_the_next_one_made(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    with (
        short_of_memory(turbo.pipeline.transformer.proj_in_conv, above=0),
        pytest.raises(OutOfMemory, match="not enough memory to compose"),
    ):
        composer.compose(asked(), on_step=ignore)

    assert len(composer.compose(asked(), on_step=ignore)) == SECONDS * SAMPLE_RATE


def test_a_decoder_short_of_memory_works_in_pieces(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    whole = composer.compose(asked(audio_duration=30), on_step=ignore)
    decoder, tile = turbo.pipeline.vae.decoder, 512

    def refuse(_: object, inputs: tuple[torch.Tensor, ...]) -> None:
        if inputs[0].shape[-1] > tile:
            raise torch.OutOfMemoryError

    hook = decoder.register_forward_pre_hook(refuse)
    pieces = composer.compose(asked(audio_duration=30), on_step=ignore)
    hook.remove()

    assert pieces.shape == whole.shape
    assert apart(whole, pieces) < 0.01
    assert not turbo.pipeline.vae.use_tiling


WHISPER = 1e-4
"""Far below what anybody hears; amplified, it would pass for a song."""


@pytest.mark.parametrize("value", [float("nan"), 0.0, WHISPER])
def test_a_damaged_song_gets_one_more_try_by_the_plain_path(
    composer: StudioComposer, turbo: MusicModel, value: float
) -> None:
    good = composer.compose(asked(), on_step=ignore)

    with answering(turbo.pipeline.vae.decoder, value, times=1):
        again = composer.compose(asked(), on_step=ignore)

    assert apart(good, again) < ALIKE
    processors = turbo.pipeline.transformer.attn_processors.values()
    assert {type(each) for each in processors} == {RepeatedHeads}


def test_a_second_try_does_not_send_progress_back(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    told: list[int] = []

    with answering(turbo.pipeline.vae.decoder, float("nan"), times=1):
        composer.compose(asked(), on_step=lambda step, _: told.append(step))

    assert told == sorted(told)
    assert told[-1] == STEPS + 1


def test_a_second_try_can_be_cancelled_as_well(
    composer: StudioComposer, turbo: MusicModel
) -> None:
    passes = Passes()

    def give_up(_: int, __: int) -> None:
        if len(passes.sizes) > 20:
            raise GiveUp

    with (
        watched(turbo.pipeline.transformer.proj_in_conv, passes),
        answering(turbo.pipeline.vae.decoder, float("nan")),
        pytest.raises(GiveUp),
    ):
        composer.compose(asked(infer_step=20, audio_duration=60), on_step=give_up)

    assert 20 < len(passes.sizes) < 40


@pytest.mark.parametrize("value", [float("nan"), 0.0, WHISPER])
def test_a_song_damaged_twice_is_refused_and_the_next_one_made(
    composer: StudioComposer, turbo: MusicModel, value: float
) -> None:
    with (
        answering(turbo.pipeline.vae.decoder, value),
        pytest.raises(BadAudio, match="silent or holds values that are not numbers"),
    ):
        composer.compose(asked(), on_step=ignore)

    assert np.isfinite(composer.compose(asked(), on_step=ignore)).all()


@pytest.mark.parametrize(
    "text",
    [
        "🎸🔥" * 1500,
        "غنِّ لي أغنية عن البحر\n" * 60,
        "给我唱一首歌\n" * 300,
        "," * 500,
        "<|endoftext|>" * 50,
    ],
)
def test_any_script_and_any_amount_of_it_makes_a_song(
    composer: StudioComposer, text: str
) -> None:
    song = asked()
    sheet = type(song.sheet)(
        title="t",
        prompt=text[:500],
        lyrics=text[:5000],
        categories=("Pop",),
        bpm=90,
        key_scale="A minor",
        time_signature="4",
    )
    request = type(song)(
        song_id=song.song_id, sheet=sheet, audio_duration=5, seed=1, infer_step=2
    )

    samples = composer.compose(request, on_step=ignore)

    assert np.isfinite(samples).all()


def test_a_song_of_four_minutes_with_all_the_words_allowed(
    composer: StudioComposer,
) -> None:
    song = asked(audio_duration=240, infer_step=1)
    sheet = type(song.sheet)(
        title="t",
        prompt="folk",
        lyrics="[verse]\n" + "word " * 998,
        categories=("Folk",),
        bpm=90,
        key_scale="A minor",
        time_signature="4",
    )
    request = type(song)(
        song_id=song.song_id, sheet=sheet, audio_duration=240, seed=1, infer_step=1
    )

    samples = composer.compose(request, on_step=ignore)

    assert len(samples) == 240 * SAMPLE_RATE
