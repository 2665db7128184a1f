"""Which engine makes the songs of this worker, and in which processes it runs."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

import structlog

from services.gpu_inference.engine_host import EngineHost
from services.gpu_inference.engine_host_child import IsFatal
from services.gpu_inference.engines.engine import Engine
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.jobs import Processes
from services.gpu_inference.weights.checking import check
from services.gpu_inference.weights.manifest import MANIFEST, Manifest
from shared.errors import DomainError
from shared.settings import BAD_SETTING, EngineSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# One batch on the device, one that fills up behind it, and as many songs that are being
# decoded, encoded or stored. More would only wait here, out of reach of other workers.
_BATCHES_AT_ONCE: Final = 3


@dataclass(frozen=True, slots=True)
class EngineChoice:
    songs_at_once: int
    processes: Callable[[], AbstractContextManager[Processes]]


def choose_engine(settings: EngineSettings) -> EngineChoice:
    """The engine that is wanted; one line and an end where it cannot be had."""
    if settings.inference_engine == "studio":
        return _studio(settings)
    if settings.inference_engine == "auto" and _studio_can_play(settings.model_dir):
        return _studio(settings)
    return _sketch(settings)


def _sketch(settings: EngineSettings) -> EngineChoice:
    return EngineChoice(
        songs_at_once=settings.inference_processes,
        processes=partial(
            EnginePool,
            settings.inference_processes,
            partial(load_sketch, soundfont=settings.soundfont_path),
            stall_seconds=settings.inference_stall_seconds,
        ),
    )


def _studio(settings: EngineSettings) -> EngineChoice:
    if find_spec("torch") is None:
        _refuse(
            "INFERENCE_ENGINE is studio, but its packages are missing: `make studio`."
        )
    songs = settings.inference_batch * _BATCHES_AT_ONCE
    return EngineChoice(
        songs_at_once=songs,
        processes=partial(
            EngineHost,
            partial(load_studio, settings, _checked(settings.model_dir)),
            threads=songs,
            stall_seconds=settings.inference_stall_seconds,
        ),
    )


def _studio_can_play(model_dir: Path) -> bool:
    """Without importing torch: that takes seconds and memory in the wrong process."""
    has_driver = Path("/dev/nvidiactl").exists()
    return has_driver and find_spec("torch") is not None and _has_weights(model_dir)


def _has_weights(model_dir: Path) -> bool:
    return (model_dir / MANIFEST).is_file()


def _checked(model_dir: Path) -> Manifest:
    """Read every byte of the weights once: this also warms the cache for loading."""
    try:
        checked = check(model_dir)
    except DomainError as error:
        _refuse(str(error))
    log.info(
        "weights_checked",
        gigabytes=round(checked.size_bytes / 1e9, 3),
        seconds=round(checked.seconds, 2),
    )
    return checked.manifest


def _refuse(reason: str) -> NoReturn:
    sys.stderr.write(f"{reason}\n")
    raise SystemExit(BAD_SETTING)


def load_sketch(*, soundfont: Path | None) -> Engine:
    # Here and no sooner: only the processes that make music pay for its tables.
    from services.gpu_inference.engines.sketch.engine import SketchEngine

    return SketchEngine(soundfont=soundfont)


def load_studio(settings: EngineSettings, manifest: Manifest) -> tuple[Engine, IsFatal]:
    # Likewise: torch and its libraries belong in the engine's process alone.
    from services.gpu_inference.engines.studio.quiet import hush_libraries

    hush_libraries()
    from services.gpu_inference.engines.studio.device import is_fatal
    from services.gpu_inference.engines.studio.loading import load_studio_engine

    return load_studio_engine(settings, manifest), is_fatal
