import numpy as np

from services.gpu_inference.peaks import peaks


def test_peaks_follow_the_loudest_sample_of_either_side() -> None:
    samples = np.zeros((8000, 2), dtype=np.float32)
    samples[0, 0] = 0.25
    samples[7999, 1] = -0.5

    outline = peaks(samples)

    assert len(outline) == 800
    assert (outline[0], outline[399], outline[799]) == (250, 0, 500)


def test_peaks_never_pass_full_scale() -> None:
    samples = np.full((8000, 2), 1.2, dtype=np.float32)

    outline = peaks(samples, 10)

    assert outline == (1000,) * 10


def test_a_sound_shorter_than_its_outline_still_fills_it() -> None:
    samples = np.full((3, 2), 0.1, dtype=np.float32)

    outline = peaks(samples, 9)

    assert outline == (100,) * 9
