"""What comes out of the composer: lengths, levels, endings, repeats, cancelling."""

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from services.gpu_inference.engines.engine import SAMPLE_RATE, Samples
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_powers,
    integrated_loudness,
    true_peak_db,
)
from shared.contracts.songs import ComposeAudio
from tests.services.gpu_inference.sketch.composer.requests import asked

IN_ANOTHER_PROCESS = """
import hashlib
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from tests.services.gpu_inference.sketch.composer.requests import asked
song = SketchComposer(None).compose(asked("Lo-fi", seconds=5), on_step=lambda a, b: None)
print(hashlib.sha256(song.tobytes()).hexdigest())
"""


def made(request: ComposeAudio) -> Samples:
    return SketchComposer(None).compose(request, on_step=lambda _step, _steps: None)


@pytest.mark.parametrize("seconds", [5.0, 7.3, 30.0, 180.0])
def test_the_song_is_as_long_as_asked(seconds: float) -> None:
    song = made(asked("Dub", seconds=seconds, bpm=72, prompt="no drums"))

    assert song.shape == (round(seconds * SAMPLE_RATE), 2)
    assert song.dtype == np.float32
    assert np.isfinite(song).all()


@pytest.mark.parametrize("genre", ["House", "Metal", "Lo-fi", "Classical"])
def test_loudness_and_peaks_are_those_of_a_master(genre: str) -> None:
    song = made(asked(genre, seconds=9))

    assert integrated_loudness(hop_powers(song)) == pytest.approx(-14, abs=1)
    assert true_peak_db(song) <= -1.0
    assert abs(float(song.mean())) < 1e-3


def test_the_ending_is_quiet_and_has_no_jump() -> None:
    song = made(asked("Rock", seconds=12.5))

    last = song[-SAMPLE_RATE // 20 :]
    before = song[-SAMPLE_RATE // 2 :]

    assert np.abs(last).max() < 1e-3
    assert np.abs(np.diff(before, axis=0)).max() < 0.05
    assert np.abs(song[-3 * SAMPLE_RATE : -2 * SAMPLE_RATE]).max() > 0.05


def test_the_same_request_gives_the_same_samples_again() -> None:
    composer = SketchComposer(None)
    first = composer.compose(asked(seconds=5), on_step=lambda _a, _b: None)
    composer.compose(asked("Trap", seconds=5), on_step=lambda _a, _b: None)

    again = composer.compose(asked(seconds=5), on_step=lambda _a, _b: None)

    assert np.array_equal(first, again)


def test_another_process_makes_the_same_samples() -> None:
    here = hashlib.sha256(made(asked("Lo-fi", seconds=5)).tobytes()).hexdigest()

    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        capture_output=True,
        check=True,
        text=True,
    )

    assert there.stdout.strip() == here


def test_different_seeds_sound_different() -> None:
    one, other = (made(asked(seconds=5, seed=seed)) for seed in (1, 2))

    alike = np.corrcoef(one[:, 0], other[:, 0])[0, 1]

    assert abs(alike) < 0.5


def test_a_song_can_be_cancelled_and_the_next_one_is_whole() -> None:
    class Cancelled(Exception):
        pass

    def stop(step: int, _steps: int) -> None:
        if step == 20:
            raise Cancelled

    composer = SketchComposer(None)
    with pytest.raises(Cancelled):
        composer.compose(asked("Blues", seconds=10), on_step=stop)

    song = composer.compose(asked(seconds=5), on_step=lambda _a, _b: None)

    assert np.array_equal(song, made(asked(seconds=5)))


def test_progress_rises_to_its_end() -> None:
    steps: list[tuple[int, int]] = []

    SketchComposer(None).compose(
        asked(seconds=10), on_step=lambda step, total: steps.append((step, total))
    )

    assert [step for step, _ in steps] == sorted(step for step, _ in steps)
    assert len({total for _, total in steps}) == 1
    assert steps[-1][0] == steps[-1][1]


def test_a_missing_font_falls_back_to_the_built_in_voices(tmp_path: Path) -> None:
    composer = SketchComposer(tmp_path / "nowhere.sf3")

    song = composer.compose(asked(seconds=5), on_step=lambda _a, _b: None)

    assert integrated_loudness(hop_powers(song)) > -16


def test_the_low_end_is_in_the_middle() -> None:
    song = made(asked("House", seconds=8)).astype(np.float64)
    hertz = np.fft.rfftfreq(len(song), 1 / SAMPLE_RATE)
    low = (hertz > 30) & (hertz < 110)

    middle = np.abs(np.fft.rfft(song[:, 0] + song[:, 1])[low]) ** 2
    side = np.abs(np.fft.rfft(song[:, 0] - song[:, 1])[low]) ** 2

    assert side.sum() < 0.02 * middle.sum()
