"""What an inference worker says about the models it has loaded."""

from dataclasses import dataclass
from typing import Final

DESCRIBE_ENGINE: Final = "DescribeEngineWorkflow"
DESCRIBE_ENGINE_ID: Final = "describe-engine"


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelReport:
    role: str
    """``lyricist``, ``composer``, ``painter`` or ``instruments``."""
    name: str
    revision: str
    license: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineReport:
    engine: str
    """``sketch`` or ``studio``."""
    models: tuple[ModelReport, ...]
