"""What a worker and an engine that makes many songs at once say to each other."""

from dataclasses import dataclass
from typing import Any

from services.gpu_inference.jobs import Job


@dataclass(frozen=True, slots=True)
class Call:
    """Begin a job; answers carry its number."""

    number: int
    job: Job[Any]


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nobody waits for this job any more: stop it at its next step."""

    number: int


@dataclass(frozen=True, slots=True)
class Stepped:
    number: int
    step: int
    steps: int


@dataclass(frozen=True, slots=True)
class Ended:
    number: int
    outcome: Any
    """``Done``, ``Refused``, ``Stopped`` or ``Broken``."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The job failed in a way that nobody foresaw; the models still work."""

    reason: str
