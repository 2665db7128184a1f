from pathlib import Path

import numpy as np
import soundfile

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.master import write_master
from tests.fakes.engine import chord, ignore


def test_the_same_samples_give_the_same_bytes(tmp_path: Path) -> None:
    samples = chord(3.3, seed=1)

    write_master(tmp_path / "a.flac", samples, on_step=ignore)
    write_master(tmp_path / "b.flac", samples, on_step=ignore)

    assert (tmp_path / "a.flac").read_bytes() == (tmp_path / "b.flac").read_bytes()


def test_the_master_is_within_two_steps_of_the_samples(tmp_path: Path) -> None:
    samples = chord(2.5, seed=2)

    write_master(tmp_path / "a.flac", samples, on_step=ignore)

    kept, rate = soundfile.read(tmp_path / "a.flac")
    assert rate == SAMPLE_RATE
    assert kept.shape == samples.shape
    assert np.abs(kept - samples).max() < 2 / 32_768


def test_dither_keeps_a_tone_that_rounding_would_erase(tmp_path: Path) -> None:
    tone = chord(4, seed=0) * np.float32(0.4 / 32_768 / 0.35)

    write_master(tmp_path / "a.flac", tone, on_step=ignore)

    kept, _ = soundfile.read(tmp_path / "a.flac")
    level = np.dot(kept[:, 0], tone[:, 0]) / np.dot(tone[:, 0], tone[:, 0])
    assert 0.9 < level < 1.1


def test_samples_above_full_scale_are_clipped_not_wrapped(tmp_path: Path) -> None:
    loud = np.full((4800, 2), 1.5, dtype=np.float32)

    write_master(tmp_path / "a.flac", loud, on_step=ignore)

    kept, _ = soundfile.read(tmp_path / "a.flac")
    assert kept.min() > 0.99
