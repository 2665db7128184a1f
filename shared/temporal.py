"""The one way to connect to Temporal, so that every side encodes payloads alike."""

import asyncio

import structlog
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from shared.settings import TemporalSettings
from shared.telemetry.log_context import LogContext
from shared.telemetry.process import Telemetry

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_TRIES = 60
_PAUSE_SECONDS = 1.0
_SILENT = Telemetry()


async def connect(
    settings: TemporalSettings,
    *,
    lazy: bool = False,
    telemetry: Telemetry = _SILENT,
) -> Client:
    """A client; a lazy one connects with its first call, so it can precede the server."""
    return await Client.connect(
        settings.address,
        namespace=settings.namespace,
        data_converter=pydantic_data_converter,
        interceptors=[*telemetry.tracing.interceptors, LogContext()],
        lazy=lazy,
        runtime=telemetry.runtime,
    )


async def connect_patiently(
    settings: TemporalSettings, *, telemetry: Telemetry = _SILENT
) -> Client:
    """Wait for a server that is still starting, for about a minute, then give up."""
    for _ in range(_TRIES - 1):
        try:
            return await connect(settings, telemetry=telemetry)
        except RuntimeError as error:
            log.warning(
                "temporal_unreachable",
                address=settings.address,
                reason=str(error).splitlines()[0],
            )
            await asyncio.sleep(_PAUSE_SECONDS)
    return await connect(settings, telemetry=telemetry)
