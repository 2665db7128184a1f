"""The meter agrees with the figures of its standard."""

import numpy as np
import pytest

from services.gpu_inference.engines.engine import SAMPLE_RATE, Samples
from services.gpu_inference.engines.sketch.composer.mastering.limiter import (
    HOP,
    apply_gain,
    gain_curve,
)
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_peaks,
    hop_powers,
    integrated_loudness,
    true_peak_db,
)


def tone(hertz: float, *, level_db: float, seconds: float = 20.0) -> Samples:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * time + 0.8)
    return np.stack([wave, wave], axis=1).astype(np.float32)


@pytest.mark.parametrize("level_db", [-23.0, -33.0])
def test_a_stereo_tone_of_1_khz_reads_its_level(level_db: float) -> None:
    """EBU Tech 3341, cases 1 and 2."""
    loudness = integrated_loudness(hop_powers(tone(1_000, level_db=level_db)))

    assert loudness == pytest.approx(level_db, abs=0.1)


def test_quiet_passages_are_gated_out() -> None:
    """EBU Tech 3341, case 3: -36, -23 and -36 dBFS."""
    quiet = tone(1_000, level_db=-36, seconds=10)
    programme = np.concatenate([quiet, tone(1_000, level_db=-23, seconds=60), quiet])

    assert integrated_loudness(hop_powers(programme)) == pytest.approx(-23, abs=0.1)


def test_silence_has_no_loudness() -> None:
    silence = np.zeros((SAMPLE_RATE, 2), dtype=np.float32)

    assert integrated_loudness(hop_powers(silence)) == float("-inf")


def test_a_peak_between_samples_is_seen() -> None:
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * SAMPLE_RATE / 4 * time + np.pi / 4).astype(np.float32)
    samples = np.stack([wave, wave], axis=1)

    assert 20 * np.log10(np.abs(samples).max()) < -2.9
    assert true_peak_db(samples) == pytest.approx(0, abs=0.35)


def test_the_limiter_holds_the_ceiling_without_a_step() -> None:
    samples = tone(220, level_db=-12, seconds=1.0)
    samples[24_000:24_040] *= 5
    peaks = hop_peaks(samples, hop=HOP)

    edges = gain_curve(peaks, drive=2.0, ceiling=0.8)
    apply_gain(samples, edges, drive=2.0)

    assert np.abs(samples).max() <= 0.8
    assert edges[0] == 1.0
    assert np.abs(np.diff(edges)).max() < 0.2
