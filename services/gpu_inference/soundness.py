"""What samples must be before anybody hears them, whichever engine made them."""

from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import SAMPLE_RATE, Samples
from shared.errors import DomainError

LENGTH_TOLERANCE_SECONDS: Final = 0.5
SILENCE: Final = 0.003
"""A song whose loudest sample is below this (-50 dB) is silent to anyone."""


class BadAudio(DomainError):
    """The composer made something that must not be published."""

    def __init__(self, *, fault: str) -> None:
        super().__init__(f"The composer made audio that {fault}.")
        self.fault = fault


def require_sound(samples: Samples, *, expected_seconds: float) -> None:
    """Refuse samples of the wrong shape or length, not finite, or silent."""
    if samples.ndim != 2 or samples.shape[1] != 2:
        raise BadAudio(fault="is not stereo")
    seconds = len(samples) / SAMPLE_RATE
    if abs(seconds - expected_seconds) > LENGTH_TOLERANCE_SECONDS:
        raise BadAudio(fault=f"is {seconds:.1f} s long, not {expected_seconds:.1f} s")
    if not np.isfinite(samples).all():
        raise BadAudio(fault="holds values that are not numbers")
    if np.abs(samples).max() < SILENCE:
        raise BadAudio(fault="is silent")
