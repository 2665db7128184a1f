"""A worker's life: warm up, take songs from the queue, drain, leave."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

import structlog
from temporalio.client import Client
from temporalio.worker import Worker

from services.gpu_inference.activities import EngineActivities
from services.gpu_inference.encoding_jobs import no_models
from services.gpu_inference.engine_choice import EngineChoice, choose_engine
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.jobs import Processes, Report
from services.gpu_inference.scratch import scratch_space
from services.gpu_inference.stages import StagedProcesses, StagedStorage, Stages
from shared.contracts import task_queues
from shared.contracts.engine import EngineReport
from shared.errors import DomainError
from shared.kill_points import tell_if_armed
from shared.logging import configure_logging
from shared.settings import (
    BAD_SETTING,
    EngineSettings,
    MetricsSettings,
    ProcessSettings,
    StorageSettings,
    TelemetrySettings,
    TemporalSettings,
    load,
)
from shared.stopping import StoppedEarly, unless_stopped
from shared.telemetry.process import Telemetry, telling
from shared.temporal import connect_patiently

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_SERVICE: Final = "gpu_inference"
_STUDIO: Final = "studio"
# Beside one activity for each engine process: one that encodes or uploads, which needs
# no process, and one that is next. More would only wait here, out of reach of workers
# with nothing to do.
_SPARE_ACTIVITIES: Final = 2
# Processes that encode and decode files; FLAC and MP3 take each a second or two a song.
_ENCODERS: Final = 2
# How late an activity may hear that its song is cancelled.
_HEARTBEAT: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Settings:
    """All read first: a wrong one ends the process before it has begun anything."""

    engine: EngineSettings = field(default_factory=partial(load, EngineSettings))
    process: ProcessSettings = field(default_factory=partial(load, ProcessSettings))
    storage: StorageSettings = field(default_factory=partial(load, StorageSettings))
    temporal: TemporalSettings = field(default_factory=partial(load, TemporalSettings))
    metrics: MetricsSettings = field(default_factory=partial(load, MetricsSettings))
    traces: TelemetrySettings = field(default_factory=partial(load, TelemetrySettings))


async def serve_until(stop: asyncio.Event) -> None:
    """Make songs until ``stop`` is set, then let running ones end or move elsewhere."""
    configure_logging(service=_SERVICE)
    tell_if_armed()
    settings = _Settings()
    settings.process.tell_starting()
    choice = choose_engine(settings.engine)
    async with telling(
        _SERVICE, metrics=settings.metrics, traces=settings.traces
    ) as telemetry:
        await _make_songs(stop, settings, choice, telemetry)


async def _make_songs(
    stop: asyncio.Event,
    settings: _Settings,
    choice: EngineChoice,
    telemetry: Telemetry,
) -> None:
    try:
        with (
            scratch_space() as scratch,
            choice.processes() as engines,
            EnginePool(
                _ENCODERS,
                no_models,
                stall_seconds=settings.engine.inference_stall_seconds,
            ) as encoders,
        ):
            desk = _Desk(engines, encoders, scratch, choice.songs_at_once)
            await _serve(stop, desk, settings=settings, telemetry=telemetry)
    except StoppedEarly:
        log.info("worker_stopped_early")
    except DomainError as error:
        # The engine was refused: another try would end alike.
        sys.stderr.write(f"{error}\n")
        raise SystemExit(BAD_SETTING) from None
    else:
        log.info("worker_stopped")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What songs are made with."""

    engines: Processes
    encoders: Processes
    scratch: Path
    songs_at_once: int


async def _serve(
    stop: asyncio.Event, desk: _Desk, *, settings: _Settings, telemetry: Telemetry
) -> None:
    report = await asyncio.to_thread(_warm_up, desk, stop)
    log.info("engine_loaded", engine=report.engine)
    connecting = connect_patiently(settings.temporal, telemetry=telemetry)
    client = await unless_stopped(stop, connecting)
    stages = Stages(telemetry.tracing.tracer)
    activities = _activities(desk, report, settings.storage, stages)
    drain_seconds = settings.engine.inference_drain_seconds
    async with create_worker(
        client,
        activities,
        songs_at_once=desk.songs_at_once,
        drain_seconds=drain_seconds,
    ):
        settings.process.tell_ready()
        log.info("worker_started", queue=task_queues.GPU)
        await stop.wait()
        log.info("worker_draining", seconds=drain_seconds)


def _activities(
    desk: _Desk, report: EngineReport, storage: StorageSettings, stages: Stages
) -> EngineActivities:
    is_studio = report.engine == _STUDIO
    return EngineActivities(
        StagedProcesses(desk.engines, stages, denoises=is_studio),
        StagedStorage(storage, stages),
        encoders=StagedProcesses(desk.encoders, stages),
        report=report,
        scratch=desk.scratch,
    )


def _warm_up(desk: _Desk, stop: asyncio.Event) -> EngineReport:
    def go_on(*_: int) -> None:
        if stop.is_set():
            raise StoppedEarly

    desk.engines.warm_up(on_step=go_on)
    desk.encoders.warm_up(on_step=go_on)
    return desk.engines.run(Report(), on_step=go_on)


def create_worker(
    client: Client,
    activities: EngineActivities,
    *,
    songs_at_once: int,
    drain_seconds: int,
) -> Worker:
    slots = songs_at_once + _SPARE_ACTIVITIES
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
        graceful_shutdown_timeout=timedelta(seconds=drain_seconds),
    )
