import numpy as np
import pytest

from services.gpu_inference.engines.engine import Samples
from services.gpu_inference.soundness import BadAudio, require_sound
from tests.fakes.engine import chord


def with_a_hole() -> Samples:
    samples = chord(5, seed=1)
    samples[1000, 1] = np.nan
    return samples


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        (np.zeros((240_000, 2), np.float32), "silent"),
        (chord(5, seed=1) * np.float32(0.005), "silent"),
        (with_a_hole(), "not numbers"),
        (chord(4.4, seed=1), "4.4 s long"),
        (chord(5.6, seed=1), "5.6 s long"),
        (chord(5, seed=1)[:, :1], "stereo"),
    ],
)
def test_what_must_not_be_heard_is_refused(samples: Samples, fault: str) -> None:
    with pytest.raises(BadAudio, match=fault):
        require_sound(samples, expected_seconds=5)


def test_music_of_about_the_right_length_passes() -> None:
    require_sound(chord(5.4, seed=1), expected_seconds=5)
