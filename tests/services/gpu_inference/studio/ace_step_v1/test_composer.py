import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from services.gpu_inference.batching import OutOfMemory
from services.gpu_inference.engines.studio.ace_step_v1.composer import (
    AceStepV1Composer,
)
from services.gpu_inference.soundness import BadAudio, require_sound
from shared.contracts.songs import ComposeAudio, WrittenSong
from tests.fakes.acestep_package import ACEStepPipeline

SHEET = WrittenSong(
    title="Study",
    prompt="folk, calm",
    lyrics="[verse]\nWalking home along the river",
    categories=("Folk",),
    bpm=92,
    key_scale="A minor",
    time_signature="4",
)
SONG = ComposeAudio(
    song_id=UUID(int=1), sheet=SHEET, audio_duration=3.0, seed=7, infer_step=8
)


class StopAsking(Exception):
    """What a caller raises who no longer wants the song."""


def quiet(step: int, steps: int) -> None:
    """An ``on_step`` that lets the work go on."""


def test_what_is_left_open_is_settled_as_the_model_was_published(
    composer: AceStepV1Composer,
) -> None:
    settled = composer.settle(replace(SONG, infer_step=None))

    assert (settled.infer_step, settled.guidance_scale) == (60, 15.0)


def test_what_was_asked_for_stays(composer: AceStepV1Composer) -> None:
    asked = replace(SONG, infer_step=27, guidance_scale=0.0)

    assert composer.settle(asked) == asked


def test_a_song_has_its_length_its_peak_and_two_channels(
    composer: AceStepV1Composer,
) -> None:
    samples = composer.compose(SONG, on_step=quiet)

    assert samples.shape == (3 * 48_000, 2)
    assert samples.dtype == np.float32
    assert np.abs(samples).max() == pytest.approx(10 ** (-1 / 20), abs=1e-4)
    require_sound(samples, expected_seconds=3.0)


def test_the_seed_makes_the_song(composer: AceStepV1Composer) -> None:
    first = composer.compose(SONG, on_step=quiet)
    again = composer.compose(SONG, on_step=quiet)
    other = composer.compose(replace(SONG, seed=8), on_step=quiet)

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_sheet_reaches_the_model(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    composer.compose(SONG, on_step=quiet)

    (asked,) = pipeline.asked
    assert asked["prompt"] == "folk, calm, 92 bpm, A minor"
    assert asked["lyrics"] == SHEET.lyrics
    assert asked["manual_seeds"] == [7]
    assert asked["guidance_scale"] == 15.0
    assert asked["infer_step"] == 8


@pytest.mark.parametrize(
    "song",
    [replace(SONG, instrumental=True), replace(SONG, sheet=replace(SHEET, lyrics=" "))],
)
def test_a_song_without_words_says_so(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline, song: ComposeAudio
) -> None:
    composer.compose(song, on_step=quiet)

    assert pipeline.asked[0]["lyrics"] == "[instrumental]"


def test_each_step_is_told_once(composer: AceStepV1Composer) -> None:
    seen: list[tuple[int, int]] = []

    composer.compose(SONG, on_step=lambda step, steps: seen.append((step, steps)))

    assert seen == [(step, 8) for step in range(9)]


def test_nothing_is_left_on_disk(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    composer.compose(SONG, on_step=quiet)

    (folder,) = pipeline.saved_in
    assert not folder.exists()


def test_a_song_that_nobody_wants_stops_before_the_next_step(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    def give_up(step: int, steps: int) -> None:
        if step == 3:
            raise StopAsking

    with pytest.raises(StopAsking):
        composer.compose(SONG, on_step=give_up)

    # Steps 0, 1 and 2, of which the last is a guided one.
    assert pipeline.ace_step_transformer.calls == 4
    assert not pipeline.saved_in


def test_after_one_was_stopped_the_next_song_is_whole(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    expected = composer.compose(SONG, on_step=quiet)

    def give_up(step: int, steps: int) -> None:
        raise StopAsking

    with pytest.raises(StopAsking):
        composer.compose(SONG, on_step=give_up)

    assert np.array_equal(composer.compose(SONG, on_step=quiet), expected)


def test_a_shortage_of_memory_is_named_and_leaves_no_hooks(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    # The second call of step 2: the pipeline has just weakened a layer.
    pipeline.ace_step_transformer.fails_at = 4

    with pytest.raises(OutOfMemory):
        composer.compose(SONG, on_step=quiet)

    assert not pipeline.ace_step_transformer.layer._forward_hooks


def test_another_sample_rate_is_refused(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    pipeline.sample_rate = 44_100

    with pytest.raises(BadAudio, match="44100"):
        composer.compose(SONG, on_step=quiet)


def test_songs_are_made_one_after_the_other(
    composer: AceStepV1Composer, pipeline: ACEStepPipeline
) -> None:
    first_is_at_work = threading.Event()
    second_waits = threading.Event()

    def hold(step: int, steps: int) -> None:
        first_is_at_work.set()
        assert second_waits.wait(30)

    def wait(step: int, steps: int) -> None:
        calls_while_waiting.append(pipeline.ace_step_transformer.calls)
        second_waits.set()

    calls_while_waiting: list[int] = []
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(composer.compose, SONG, on_step=hold)
        assert first_is_at_work.wait(30)
        second = threads.submit(composer.compose, replace(SONG, seed=8), on_step=wait)
        first.result()
        second.result()

    # The one that waits could have been cancelled: it was asked before its first pass.
    assert calls_while_waiting[0] == 0
    assert [asked["manual_seeds"] for asked in pipeline.asked] == [[7], [8]]
