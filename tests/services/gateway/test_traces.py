"""A song that is started later stays in the trace, and the logs, of who asked for it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import httpx
import uvicorn
from sqlmodel import col, update
from temporalio.client import Client

from services.gateway.app import create_app
from services.gateway.server import options_of
from services.gateway.settings import GatewaySettings
from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.song import Song
from shared.settings import TelemetrySettings, TemporalSettings
from shared.telemetry.process import Telemetry
from shared.telemetry.tracing import start_tracing
from shared.temporal import connect
from tests.canaries import PASSWORD
from tests.fakes.activities import FakeInference
from tests.fakes.trace_collector import TraceCollector, collecting
from tests.fakes.workers import workers
from tests.services.gateway.asking import DESCRIPTION

FORGED = "4bf92f3577b34da6a3ce929d0e0e4736"


@asynccontextmanager
async def traced_gateway(
    settings: GatewaySettings, traces: TelemetrySettings
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody signed up to one whose Temporal is away; it sends its spans at its end."""
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    web = settings.web.model_copy(update={"public_url": url})
    away = TemporalSettings(address="127.0.0.1:9")
    app = create_app(replace(settings, web=web, telemetry=traces, temporal=away))
    server = uvicorn.Server(uvicorn.Config(app, **options_of(web)))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    async with httpx.AsyncClient(
        base_url=url, headers={"Origin": url}, timeout=60
    ) as client:
        person = {"email": "mara@example.org", "password": PASSWORD, "name": "Mara"}
        assert (await client.post("/api/auth/sign-up", json=person)).is_success
        yield client
    server.should_exit = True
    await serving


async def start_late(
    sessions: Sessions, client: Client, song_id: str, *, age: timedelta
) -> None:
    """As a relay does once Temporal is back, whichever gateway's."""
    async with sessions.begin() as session:
        await session.exec(
            update(Song)
            .where(col(Song.id) == UUID(song_id))
            .values(created_at=utc_now() - age)
        )
    await start_stranded(sessions, client)


def request_of(collector: TraceCollector, route: str) -> str:
    """The trace of the request for it."""
    [trace_id] = [
        span.trace_id for span in collector.spans if span.name == f"POST {route}"
    ]
    return trace_id


async def test_a_song_that_waits_for_temporal_keeps_its_trace_and_its_request(
    settings: GatewaySettings,
    sessions: Sessions,
    songs: DatabaseSongActivities,
    temporal: Client,
    temporal_settings: TemporalSettings,
) -> None:
    with collecting() as collector:
        traces = TelemetrySettings(exporter_otlp_endpoint=collector.url)
        headers = {
            "X-Request-ID": "asked-by-mara",
            "traceparent": f"00-{FORGED}-00f067aa0ba902b7-01",
        }
        async with traced_gateway(settings, traces) as mara:
            asked = await mara.post("/api/songs", json=DESCRIPTION, headers=headers)
        [song] = asked.json()["songs"]
        tracing = start_tracing(traces, service="worker")
        telemetry = Telemetry(tracing=tracing)
        client = await connect(temporal_settings, telemetry=telemetry)
        async with workers(client, songs, FakeInference()):
            await start_late(sessions, client, song["id"], age=timedelta(minutes=1))
            handle = temporal.get_workflow_handle(workflow_id(song["id"]))
            await handle.result()
        tracing.close()

    memo = await (await handle.describe()).memo()
    trace_id = request_of(collector, "/api/songs")
    about = collector.about(workflow_id(song["id"]))
    assert trace_id != FORGED
    assert memo["request_id"] == "asked-by-mara"
    assert memo["traceparent"].split("-")[1] == trace_id
    assert {span.trace_id for span in about} == {trace_id}
    assert {
        "StartWorkflow:GenerateSongWorkflow",
        "RunActivity:compose_audio",
        "RunActivity:publish_song",
    } <= {span.name for span in about}
