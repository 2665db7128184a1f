"""What a drum groove is: patterns for verses and choruses, and how it fills."""

from dataclasses import dataclass, field

from services.gpu_inference.engines.sketch.composer.feels import Pattern


@dataclass(frozen=True, kw_only=True, slots=True)
class Groove:
    pattern: Pattern
    lift: Pattern = field(default_factory=dict)
    """What a chorus plays in place of, or on top of, the pattern."""
    feel: str = "pop"
    """Which of ``FEELS`` it becomes in bars of 3 and 6 beats."""
    fill: str = "toms"
    """``toms``, ``snare``, ``roll``, ``hats``, ``hands`` or ``none``."""
