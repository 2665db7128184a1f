"""What the doctor says of the engines: which of them could play here, and why."""

import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from devstack.commands import last_line, run
from devstack.finding import Finding, Weight
from devstack.settings import PassedOn
from services.gpu_inference.weights.checking import require_files
from services.gpu_inference.weights.manifest import (
    FOLDERS,
    WeightsDamaged,
    WeightsMissing,
)

_ASK_SECONDS: Final = 10.0
_QUERY: Final = "--query-gpu=name,memory.total,driver_version"


def findings(passed_on: PassedOn) -> Iterator[Finding]:
    needed = {
        "a GPU": _gpu(),
        "the package torch": _torch(),
        "weights in MODEL_DIR": _weights(passed_on.model_dir),
    }
    # Tiny models play on the CPU, for whoever asks for that.
    without = "a GPU" if passed_on.studio_device == "cpu" else None
    lacks = [
        name
        for name, finding in needed.items()
        if not finding.is_there and name != without
    ]
    yield _engine(passed_on.inference_engine, lacks=lacks)
    yield from needed.values()


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


def _torch() -> Finding:
    try:
        what = f"torch {version('torch')}"
    except PackageNotFoundError:
        what = ""
    return Finding(
        name="Model stack",
        what=what or "no torch",
        is_there=bool(what),
        remedy="`make studio` installs it; only the studio engine needs it",
        weight=Weight.USEFUL,
    )


def _weights(model_dir: Path) -> Finding:
    """By their sizes: reading all of them is for `musicgenerator models check`."""
    folder = model_dir.absolute()
    try:
        models = require_files(folder).models
    except (WeightsMissing, WeightsDamaged) as error:
        what, is_there = error.fact, False
    else:
        names = ", ".join(models[each].name for each in FOLDERS)
        size = sum(models[each].size_bytes for each in FOLDERS)
        what, is_there = f"{size / 1e9:.1f} GB in {folder}: {names}", True
    return Finding(
        name="Weights",
        what=what,
        is_there=is_there,
        remedy="`make models` fetches them into MODEL_DIR; only the studio engine"
        " needs them",
        weight=Weight.USEFUL,
    )
