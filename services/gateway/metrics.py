"""Figures for Prometheus, served on a port of their own, never on the public one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from prometheus_client import Counter, start_http_server

from shared.settings import MetricsSettings

WEBHOOKS_RECEIVED: Final = Counter(
    "webhook_received", "Deliveries that were signed by Polar.", ["type"]
)
WEBHOOKS_REJECTED: Final = Counter(
    "webhook_rejected", "Deliveries that were turned away.", ["reason"]
)
WEBHOOKS_UNTYPED: Final = Counter(
    "webhook_untyped", "Deliveries that the vendor's package could not read."
)
WEBHOOKS_UNAPPLIED: Final = Counter(
    "webhook_unapplied",
    "Orders that should have moved credits and did not.",
    ["reason"],
)


@asynccontextmanager
async def serving_metrics(settings: MetricsSettings) -> AsyncIterator[None]:
    """Answer at ``/metrics`` meanwhile, if a port is set."""
    if settings.port is None:
        yield
        return
    server, thread = start_http_server(settings.port, settings.host)
    try:
        yield
    finally:
        # It looks up twice a second to see whether it should end.
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()
