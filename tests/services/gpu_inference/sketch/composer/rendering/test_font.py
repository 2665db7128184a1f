"""The font player sounds the right notes at the right time, over and over."""

from pathlib import Path

import numpy as np
import pytest

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from services.gpu_inference.engines.sketch.composer.rendering.events import (
    Part,
    Sound,
)
from services.gpu_inference.engines.sketch.composer.rendering.font import FontPlayer
from tests.services.gpu_inference.sketch.composer.rendering.fonts import (
    write_sine_font,
)
from tests.services.gpu_inference.sketch.composer.requests import asked


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sine_font(tmp_path_factory.mktemp("fonts") / "sine.sf2")


def part(*sounds: Sound, program: int = 0) -> Part:
    return Part(
        program=program,
        bank=0,
        voice="keys",
        is_drums=False,
        is_synthetic=False,
        sounds=sounds,
    )


NOTE = Sound(start=12_000, length=24_000, pitch=69, velocity=100)


def test_a_note_starts_on_its_frame_at_its_pitch(font: Path) -> None:
    player = FontPlayer(font)
    player.begin(part(NOTE))

    sound = player.play(SAMPLE_RATE)[:, 0]

    spectrum = np.abs(np.fft.rfft(sound[14_000:34_000] * np.hanning(20_000)))
    heard = float(np.argmax(spectrum)) * SAMPLE_RATE / 20_000
    assert np.abs(sound[:12_000]).max() == 0
    assert np.abs(sound[12_000:12_200]).max() > 0
    assert heard == pytest.approx(440, abs=2.5)


def test_blocks_join_without_a_seam(font: Path) -> None:
    player = FontPlayer(font)
    player.begin(part(NOTE))
    whole = player.play(SAMPLE_RATE)

    player.begin(part(NOTE))
    halves = np.concatenate([player.play(24_000), player.play(24_000)])

    assert np.array_equal(whole, halves)


def test_an_abandoned_part_does_not_ring_into_the_next(font: Path) -> None:
    player = FontPlayer(font)
    player.begin(part(NOTE))
    player.play(20_000)

    player.begin(part())

    assert np.abs(player.play(4_800)).max() == 0


def test_a_program_that_the_font_lacks_is_still_played(font: Path) -> None:
    player = FontPlayer(font)

    player.begin(part(NOTE, program=77))

    assert np.abs(player.play(SAMPLE_RATE)).max() > 0


def test_a_song_can_be_played_by_a_font(font: Path) -> None:
    composer = SketchComposer(font)
    first = composer.compose(asked("Folk", seconds=5), on_step=lambda _a, _b: None)

    again = composer.compose(asked("Folk", seconds=5), on_step=lambda _a, _b: None)
    without = SketchComposer(None).compose(
        asked("Folk", seconds=5), on_step=lambda _a, _b: None
    )

    assert np.array_equal(first, again)
    assert not np.array_equal(first, without)
