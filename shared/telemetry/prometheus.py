"""Figures for Prometheus, on ports of their own: ours on one, Temporal's client on the next.

A port that is taken costs the figures and never the songs: it is told, and the alert about
a process that is not heard of goes off.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Final

import structlog
from prometheus_client import start_http_server
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from shared.settings import MetricsSettings
from shared.telemetry.core_logs import CORE_LOGS

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Its own end at ten seconds and at a minute; a song may wait for hours.
_WAITS: Final = (0.05, 0.2, 1.0, 5.0, 15.0, 60.0, 180.0, 600.0, 1800.0, 7200.0, 21600.0)
_WORK: Final = (0.05, 0.2, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 90.0, 180.0, 600.0)
_BUCKETS: Final = {
    "activity_schedule_to_start_latency": _WAITS,
    "activity_execution_latency": _WORK,
    "activity_succeed_endtoend_latency": _WAITS,
    "workflow_endtoend_latency": _WAITS,
}


@asynccontextmanager
async def serving_metrics(settings: MetricsSettings) -> AsyncIterator[None]:
    """Answer at ``/metrics`` meanwhile, if a port is set."""
    if settings.port is None:
        yield
        return
    try:
        server, thread = start_http_server(settings.port, settings.host)
    except OSError as error:
        log.error("figures_not_served", port=settings.port, reason=str(error))
        yield
        return
    try:
        yield
    finally:
        # It looks up twice a second to see whether it should end.
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()


def runtime_of(settings: MetricsSettings) -> Runtime:
    """What Temporal's client runs on: with its own figures, which are Rust's, if wanted.

    Durations are in seconds, and counters have no ``_total`` in their names. Once for a
    process: it holds the port until the process ends.
    """
    if settings.sdk_port is None:
        return _without_figures()
    metrics = PrometheusConfig(
        bind_address=f"{settings.host}:{settings.sdk_port}",
        durations_as_seconds=True,
        histogram_bucket_overrides=_BUCKETS,
    )
    try:
        return Runtime(telemetry=TelemetryConfig(logging=CORE_LOGS, metrics=metrics))
    # All that it says of a port it cannot have.
    except ValueError as error:
        log.error("figures_not_served", port=settings.sdk_port, reason=str(error))
        return _without_figures()


@cache
def _without_figures() -> Runtime:
    """One for the process: each has threads of its own."""
    return Runtime(telemetry=TelemetryConfig(logging=CORE_LOGS))
