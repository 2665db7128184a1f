import asyncio
import re

import httpx
from temporalio.client import Client

from services.gateway.app import create_app
from services.gateway.health.engine import EngineDirectory
from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.engine import ModelReport
from shared.db import Sessions
from shared.models.song import Song
from shared.s3 import S3Storage
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.people import id_of
from tests.services.workflows.erasing import a_song


async def test_a_gateway_with_all_its_servers_is_ready(
    nobody: httpx.AsyncClient,
) -> None:
    assert (await nobody.get("/livez")).json() == {"status": "ok"}
    assert (await nobody.get("/readyz")).json() == {"status": "ok"}


async def test_a_gateway_without_servers_lives_and_names_what_is_missing() -> None:
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url="postgresql+psycopg://app@127.0.0.1:9/app"),
        storage=StorageSettings(
            s3_endpoint_url="http://127.0.0.1:9",
            s3_bucket_name="songs",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
        ),
        temporal=TemporalSettings(address="127.0.0.1:9"),
        web=WebSettings(environment="test"),
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope, receive, send):  # type: ignore[no-untyped-def]
            await app({**scope, "state": dict(state or {})}, receive, send)

        transport = httpx.ASGITransport(app=with_state)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as web:
            alive, ready = await asyncio.gather(web.get("/livez"), web.get("/readyz"))

    assert alive.status_code == 200
    assert_problem(ready, 503, "not_ready")
    assert ready.json()["missing"] == ["postgres", "temporal", "storage"]


async def test_the_engine_is_described_by_its_worker(
    nobody: httpx.AsyncClient,
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
) -> None:
    songs = DatabaseSongActivities(sessions, storage)
    async with workers(temporal, songs, FakeInference()):
        engine = (await nobody.get("/api/engine")).json()

    assert engine["engine"] == "fake"
    assert engine["models"] == [
        {"role": "composer", "name": "fake", "revision": "1", "license": "MIT"}
    ]
    assert engine["limits"]["audio_duration_seconds"] == [5, 240]


async def test_the_last_song_tells_the_engine_while_no_worker_is_free(
    mara: httpx.AsyncClient, temporal: Client, sessions: Sessions
) -> None:
    """It is a gateway that has just started: no worker has told it anything."""
    song_id = await a_song(sessions, await id_of(mara))
    model = {"role": "composer", "name": "ACE", "revision": "1.5", "license": "MIT"}
    before = await mara.get("/api/engine")
    async with sessions.begin() as session:
        song = await session.get_one(Song, song_id)
        song.engine, song.models = "studio", [model]
    engines = EngineDirectory(temporal, sessions)

    report = await engines.report()

    assert_problem(before, 503, "engine_unknown")
    assert report.engine == "studio"
    assert report.models == (ModelReport(**model),)


async def test_an_address_that_is_none_is_a_problem_too(
    nobody: httpx.AsyncClient,
) -> None:
    assert_problem(await nobody.get("/api/nothing"), 404, "not_found")
    assert_problem(await nobody.put("/api/songs"), 405, "method_not_allowed")


async def test_the_description_of_the_api_asks_no_other_server(
    nobody: httpx.AsyncClient,
) -> None:
    page = await nobody.get("/docs")
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert sources
    assert all(source.startswith("/") for source in sources)
    assert [(await nobody.get(source)).status_code for source in sources] == [
        200 for _ in sources
    ]


async def test_every_answer_names_its_request(nobody: httpx.AsyncClient) -> None:
    named = await nobody.get("/livez", headers={"X-Request-ID": "mine-1"})
    forged = await nobody.get("/livez", headers={"X-Request-ID": "x" * 65})

    assert named.headers["x-request-id"] == "mine-1"
    assert forged.headers["x-request-id"] != "x" * 65
    assert named.headers["x-content-type-options"] == "nosniff"


async def test_the_openapi_document_has_the_contracts_addresses(
    nobody: httpx.AsyncClient,
) -> None:
    document = (await nobody.get("/openapi.json")).json()

    assert {
        "/api/auth/sign-up",
        "/api/auth/sign-in",
        "/api/auth/sign-out",
        "/api/auth/me",
        "/api/songs",
        "/api/songs/{song_id}",
        "/api/songs/{song_id}/cancel",
        "/api/songs/{song_id}/events",
        "/api/songs/{song_id}/audio",
        "/api/songs/{song_id}/waveform",
        "/api/credits",
        "/api/credits/entries",
        "/api/engine",
        "/livez",
        "/readyz",
    } <= set(document["paths"])
    assert "text/event-stream" in str(document["paths"]["/api/songs/{song_id}/events"])
