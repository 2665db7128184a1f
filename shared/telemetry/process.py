"""What one process tells of itself: spans to a collector, figures to Prometheus."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from temporalio.runtime import Runtime

from shared.settings import MetricsSettings, TelemetrySettings
from shared.telemetry.prometheus import runtime_of, serving_metrics
from shared.telemetry.tracing import Tracing, start_tracing


@dataclass(frozen=True, kw_only=True, slots=True)
class Telemetry:
    """What a client of Temporal is made with, so that it tells of itself as well."""

    tracing: Tracing = field(default_factory=Tracing)
    runtime: Runtime | None = None


@asynccontextmanager
async def telling(
    service: str, *, metrics: MetricsSettings, traces: TelemetrySettings
) -> AsyncIterator[Telemetry]:
    """For a worker, from its first second on: its models take minutes to load."""
    tracing = start_tracing(traces, service=service)
    async with serving_metrics(metrics):
        yield Telemetry(tracing=tracing, runtime=runtime_of(metrics))
    await asyncio.to_thread(tracing.close)
