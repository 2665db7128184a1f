"""What the doctor says of the engines: which of them could play here, and why."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from devstack.commands import last_line, run
from devstack.finding import Finding, Weight
from devstack.settings import PassedOn

_ASK_SECONDS: Final = 10.0
_QUERY: Final = "--query-gpu=name,memory.total,driver_version"


def findings(passed_on: PassedOn) -> Iterator[Finding]:
    gpu, weights = _gpu(), _weights(passed_on.model_dir)
    yield _engine(passed_on.inference_engine, lacks=_lacks(gpu, weights))
    yield gpu
    yield weights


def _engine(chosen: str, *, lacks: list[str]) -> Finding:
    """``auto`` takes the studio engine where it can play, else the sketch engine."""
    missing = ", ".join(lacks)
    if chosen == "sketch" or (chosen == "auto" and lacks):
        why = (
            "as chosen" if chosen == "sketch" else f"the studio engine lacks {missing}"
        )
        return Finding(name="Engine", what=f"sketch: {why}", is_there=True)
    return Finding(
        name="Engine",
        what=f"studio: {f'lacks {missing}' if lacks else 'all it needs is here'}",
        is_there=not lacks,
        remedy="give it these, or set INFERENCE_ENGINE=auto",
    )


def _lacks(gpu: Finding, weights: Finding) -> list[str]:
    found = {
        "a GPU": gpu.is_there,
        "the package torch": find_spec("torch") is not None,
        "weights in MODEL_DIR": weights.is_there,
    }
    return [name for name, is_there in found.items() if not is_there]


def _gpu() -> Finding:
    remedy = "only the studio engine needs one, with NVIDIA's driver"
    ask = shutil.which("nvidia-smi")
    if ask is None:
        what = "no nvidia-smi"
        return Finding(
            name="GPU", what=what, is_there=False, remedy=remedy, weight=Weight.USEFUL
        )
    done = run([ask, _QUERY, "--format=csv,noheader"], timeout_seconds=_ASK_SECONDS)
    works = done.returncode == 0 and bool(done.stdout.strip())
    return Finding(
        name="GPU",
        what=last_line(done.stdout if works else done.stderr + done.stdout),
        is_there=works,
        remedy=remedy,
        weight=Weight.USEFUL,
    )


def _weights(model_dir: Path) -> Finding:
    files = [each for each in model_dir.rglob("*") if each.is_file()]
    size = sum(each.stat().st_size for each in files)
    folder = model_dir.absolute()
    return Finding(
        name="Weights",
        what=f"{size / 1e9:.1f} GB in {folder}" if files else f"none in {folder}",
        is_there=bool(files),
        remedy="only the studio engine needs them; MODEL_DIR names their folder",
        weight=Weight.USEFUL,
    )
