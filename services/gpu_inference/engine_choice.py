"""Which engine makes the songs of this worker."""

import sys
from functools import partial
from pathlib import Path
from typing import Literal

from services.gpu_inference.engine_child import EngineFactory
from services.gpu_inference.engines.engine import Engine
from shared.settings import BAD_SETTING


def choose_engine(
    wanted: Literal["studio", "sketch", "auto"], *, soundfont: Path | None
) -> EngineFactory:
    """The way to load the wanted engine; one line and an end where there is none."""
    if wanted == "studio":
        sys.stderr.write(
            "INFERENCE_ENGINE is wrong: the studio engine is not built into this"
            " version; set it to sketch or auto.\n"
        )
        raise SystemExit(BAD_SETTING)
    return partial(load_sketch, soundfont=soundfont)


def load_sketch(*, soundfont: Path | None) -> Engine:
    # Here and no sooner: only the processes that make music pay for its tables.
    from services.gpu_inference.engines.sketch.engine import SketchEngine

    return SketchEngine(soundfont=soundfont)
