"""From folders of weights to an engine that is warm."""

import time
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog

from services.gpu_inference.engines.engine import Composer, Engine
from services.gpu_inference.engines.studio.ace_step_v1.loading import (
    is_v1_folder,
    load_v1,
)
from services.gpu_inference.engines.studio.budget import Budget, budget_of
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import load_music_model
from services.gpu_inference.engines.studio.device import (
    Device,
    choose_device,
    settle,
    share_cores,
)
from services.gpu_inference.engines.studio.engine import StudioEngine
from services.gpu_inference.engines.studio.painter.painter import StudioPainter
from services.gpu_inference.engines.studio.painter.picture_model import (
    load_picture_model,
)
from services.gpu_inference.engines.studio.writer.lyricist import StudioLyricist
from services.gpu_inference.engines.studio.writer.transformers_model import (
    load_text_model,
)
from services.gpu_inference.weights.manifest import (
    COMPOSER,
    COVER,
    LYRICIST,
    Manifest,
)
from shared.contracts.songs import ComposeAudio, PaintCover, SongRecipe, WriteSong
from shared.domain.limits import SHORTEST_SONG_SECONDS
from shared.domain.songs import SongMode
from shared.settings import EngineSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Licences that ask nothing of a service that takes money.
_FREE_FOR_TRADE: Final = {"mit", "apache-2.0", "bsd-3-clause", "as musicgenerator"}

_NOBODY: Final = UUID(int=0)


def load_studio_engine(settings: EngineSettings, manifest: Manifest) -> Engine:
    """Load the three models and use each once. ``DomainError`` where one cannot be.

    One after another: the libraries set PyTorch's default precision while they load,
    for all threads. Their files were just read, all at once, to be checked.
    """
    device = choose_device(settings.studio_device, settings.studio_precision)
    share_cores(device)
    batch = settings.inference_batch
    budget = budget_of(settings.model_dir, device=device, batch=batch)
    _tell_budget(budget, device)
    budget.require()
    _tell_licenses(manifest)
    began_at = time.monotonic()
    folder = settings.model_dir
    engine = StudioEngine(
        lyricist=StudioLyricist(
            load_text_model(folder / LYRICIST, device=device, batch=batch)
        ),
        composer=_composer(folder / COMPOSER, device=device, batch=batch),
        painter=StudioPainter(
            load_picture_model(folder / COVER, device=device, batch=batch)
        ),
        manifest=manifest,
    )
    settle(device)
    seconds = time.monotonic() - began_at
    log.info(
        "models_loaded",
        seconds=round(seconds, 2),
        gigabytes_per_second=round(manifest.size_bytes / 1e9 / seconds, 3),
    )
    warm_up(engine)
    log.info("engine_warm", seconds=round(time.monotonic() - began_at, 2))
    return engine


def warm_up(engine: Engine) -> None:
    """One small song, unheard: kernels are chosen and memory is taken before the first."""
    recipe = SongRecipe(
        mode=SongMode.LYRICS,
        audio_duration=SHORTEST_SONG_SECONDS,
        seed=0,
        title="Warm-up",
        prompt="pop, warm, piano",
        lyrics="[verse]\nOne, two, three, four",
    )
    request = WriteSong(song_id=_NOBODY, recipe=recipe)
    sheet = engine.lyricist.write(request, on_step=_unwatched)
    engine.composer.compose(
        ComposeAudio(
            song_id=_NOBODY,
            sheet=sheet,
            audio_duration=recipe.audio_duration,
            seed=recipe.seed,
        ),
        on_step=_unwatched,
    )
    cover = PaintCover(song_id=_NOBODY, sheet=sheet, seed=recipe.seed)
    engine.painter.paint(cover, on_step=_unwatched)


def _composer(folder: Path, *, device: Device, batch: int) -> Composer:
    if is_v1_folder(folder):
        return load_v1(folder, device=device)
    return StudioComposer(load_music_model(folder, device=device), batch=batch)


def _tell_budget(budget: Budget, device: Device) -> None:
    log.info(
        "memory_budget",
        device=str(device.kind),
        weights_gigabytes=round(budget.weights / 1e9, 2),
        full_batches_gigabytes=round(budget.full_batches / 1e9, 2),
        free_gigabytes=round(budget.free / 1e9, 2),
    )
    if not budget.has_room_for_batches:
        log.warning("memory_short_for_full_batches", remedy="lower INFERENCE_BATCH")


def _tell_licenses(manifest: Manifest) -> None:
    for model in manifest.models.values():
        if model.license.lower() not in _FREE_FOR_TRADE:
            log.warning(
                "license_to_heed",
                model=model.name,
                license=model.license,
                advice="may not be used in a paid service without a licence of its own",
            )


def _unwatched(step: int, steps: int) -> None:
    """Nobody waits for it."""
