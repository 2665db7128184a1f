"""All inputs of the simulation in one table, and how somebody puts in their own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.scaling import figures_around, figures_gpu
from bench.scaling.origins import Input, Origin

INPUTS: Final[Sequence[Input]] = (*figures_gpu.INPUTS, *figures_around.INPUTS)


class UnusableInputs(Exception):
    """The file of ``--inputs`` names what is no input, or gives what is no number."""


def read_inputs(path: Path | None) -> Sequence[Input]:
    """The table, with the figures of a JSON file in their place: ``{"write_seconds": 6.1}``."""
    if path is None:
        return INPUTS
    given: Any = json.loads(path.read_text())
    if not isinstance(given, dict):
        raise UnusableInputs(
            f"{path.name} should hold one object of names and numbers."
        )
    names = {each.name for each in INPUTS}
    for name, value in given.items():
        if name not in names:
            raise UnusableInputs(f"{name} is no input; `--show-inputs` lists them.")
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise UnusableInputs(f"{name} should be a number, 0 or more.")
    return [
        replace(each, value=given[each.name], origin=Origin.GIVEN, source=path.name)
        if each.name in given
        else each
        for each in INPUTS
    ]


def values_of(inputs: Sequence[Input]) -> Mapping[str, float]:
    return {each.name: each.value for each in inputs}
