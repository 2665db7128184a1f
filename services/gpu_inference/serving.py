"""A worker's life: warm up, take songs from the queue, drain, leave."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog
from temporalio.client import Client
from temporalio.worker import Worker

from services.gpu_inference.activities import EngineActivities
from services.gpu_inference.engine_choice import choose_engine
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.jobs import Report
from services.gpu_inference.scratch import scratch_space
from shared.contracts import task_queues
from shared.contracts.engine import EngineReport
from shared.logging import configure_logging
from shared.s3 import S3Storage
from shared.settings import (
    EngineSettings,
    ProcessSettings,
    StorageSettings,
    TemporalSettings,
    load,
)
from shared.temporal import connect_patiently

Result = TypeVar("Result")

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Beside one activity for each engine process: one that encodes or uploads, which needs
# no process, and one that is next. More would only wait here, out of reach of workers
# with nothing to do.
_SPARE_ACTIVITIES: Final = 2
# How late an activity may hear that its song is cancelled.
_HEARTBEAT: Final = timedelta(seconds=1)


class StoppedEarly(Exception):
    """The process was told to stop before it had begun to work."""


@dataclass(frozen=True, slots=True)
class _Settings:
    """All read first: a wrong one ends the process before it has begun anything."""

    engine: EngineSettings = field(default_factory=partial(load, EngineSettings))
    process: ProcessSettings = field(default_factory=partial(load, ProcessSettings))
    storage: StorageSettings = field(default_factory=partial(load, StorageSettings))
    temporal: TemporalSettings = field(default_factory=partial(load, TemporalSettings))


async def serve_until(stop: asyncio.Event) -> None:
    """Make songs until ``stop`` is set, then let running ones end or move elsewhere."""
    configure_logging(service="gpu_inference")
    settings = _Settings()
    engine = settings.engine
    factory = choose_engine(engine.inference_engine, soundfont=engine.soundfont_path)
    try:
        with (
            scratch_space() as scratch,
            EnginePool(
                engine.inference_processes,
                factory,
                stall_seconds=engine.inference_stall_seconds,
            ) as pool,
        ):
            await _serve(stop, pool, settings=settings, scratch=scratch)
    except StoppedEarly:
        log.info("worker_stopped_early")
    else:
        log.info("worker_stopped")


async def _serve(
    stop: asyncio.Event, pool: EnginePool, *, settings: _Settings, scratch: Path
) -> None:
    report = await asyncio.to_thread(_warm_up, pool, stop)
    log.info("engine_loaded", engine=report.engine)
    client = await _unless_stopped(stop, connect_patiently(settings.temporal))
    storage = S3Storage(settings.storage)
    activities = EngineActivities(pool, storage, report=report, scratch=scratch)
    async with create_worker(client, activities, settings=settings.engine):
        settings.process.tell_ready()
        log.info("worker_started", queue=task_queues.GPU)
        await stop.wait()
        log.info("worker_draining", seconds=settings.engine.inference_drain_seconds)


def _warm_up(pool: EnginePool, stop: asyncio.Event) -> EngineReport:
    def go_on(*_: int) -> None:
        if stop.is_set():
            raise StoppedEarly

    pool.warm_up(on_step=go_on)
    return pool.run(Report(), on_step=go_on)


async def _unless_stopped(
    stop: asyncio.Event, work: Coroutine[Any, Any, Result]
) -> Result:
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        raise StoppedEarly
    return working.result()


def create_worker(
    client: Client, activities: EngineActivities, *, settings: EngineSettings
) -> Worker:
    slots = settings.inference_processes + _SPARE_ACTIVITIES
    return Worker(
        client,
        task_queue=task_queues.GPU,
        activities=[
            activities.write_song,
            activities.compose_audio,
            activities.paint_cover,
            activities.finish_song,
            activities.export_wav,
            activities.describe_engine,
        ],
        activity_executor=ThreadPoolExecutor(slots, thread_name_prefix="activity"),
        max_concurrent_activities=slots,
        default_heartbeat_throttle_interval=_HEARTBEAT,
        max_heartbeat_throttle_interval=_HEARTBEAT,
        graceful_shutdown_timeout=timedelta(seconds=settings.inference_drain_seconds),
    )
