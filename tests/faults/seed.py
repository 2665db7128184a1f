"""The seed of the cells that a test run takes: printed, and the same in all its processes."""

import secrets
from typing import Any, Final

import pytest
from pydantic import Field
from pydantic_settings import BaseSettings

SEED: Final = pytest.StashKey[int]()
_TOLD: Final = "drill_seed"


class DrillSettings(BaseSettings):
    drill_seed: int = Field(default_factory=lambda: secrets.randbelow(10**6))


def pytest_configure(config: pytest.Config) -> None:
    told: dict[str, Any] = getattr(config, "workerinput", {})
    config.stash[SEED] = told[_TOLD] if _TOLD in told else DrillSettings().drill_seed


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """A run that is shared out (pytest-xdist): whoever leads it has drawn for all."""
    node.workerinput[_TOLD] = node.config.stash[SEED]


def pytest_report_header(config: pytest.Config) -> str:
    return f"kill drill: DRILL_SEED={config.stash[SEED]}"
