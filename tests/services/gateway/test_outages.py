"""What a gateway does while a server it needs is away, and when it comes back."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import httpx
import pytest
from starlette.types import Receive, Scope, Send
from temporalio.service import RPCError, RPCStatusCode

from devstack.testing import running_temporal
from services.gateway.deadline import Deadline
from services.gateway.outages import Unavailable, asking_temporal
from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from shared.temporal import connect
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.following import events
from tests.services.gateway.serving import serving


@pytest.mark.parametrize(
    "status",
    [
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        # As the SDK calls a connection that was cut in the middle of a call.
        RPCStatusCode.UNKNOWN,
        RPCStatusCode.INTERNAL,
    ],
)
def test_a_call_to_temporal_that_was_cut_is_an_outage(status: RPCStatusCode) -> None:
    with pytest.raises(Unavailable), asking_temporal():
        raise RPCError("transport error", status, b"")


@pytest.mark.parametrize(
    "status", [RPCStatusCode.NOT_FOUND, RPCStatusCode.INVALID_ARGUMENT]
)
def test_a_refusal_of_temporal_stays_one(status: RPCStatusCode) -> None:
    with pytest.raises(RPCError), asking_temporal():
        raise RPCError("no", status, b"")


@pytest.fixture
def temporal_folder(tmp_path: Path) -> tuple[Path, str]:
    """Where a Temporal server was, and the address it will have again."""
    with running_temporal(tmp_path) as server:
        return tmp_path, server.address


@pytest.fixture
async def mara_without_temporal(
    database_url: str,
    storage_settings: StorageSettings,
    temporal_folder: tuple[Path, str],
) -> AsyncIterator[httpx.AsyncClient]:
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=TemporalSettings(address=temporal_folder[1]),
        web=WebSettings(environment="test"),
    )
    async with (
        serving(settings) as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60) as client,
    ):
        person = {"email": "mara@example.org", "password": PASSWORD, "name": "Mara"}
        assert (await client.post("/api/auth/sign-up", json=person)).is_success
        yield client


async def test_songs_asked_for_while_temporal_is_away_are_made_when_it_is_back(
    mara_without_temporal: httpx.AsyncClient,
    temporal_folder: tuple[Path, str],
    songs: DatabaseSongActivities,
) -> None:
    mara = mara_without_temporal
    wanted, unwanted = await ask(mara), await ask(mara)
    cancelled = await mara.post(f"/api/songs/{unwanted['id']}/cancel")

    with running_temporal(temporal_folder[0]) as server:
        client = await connect(TemporalSettings(address=server.address))
        async with workers(client, songs, FakeInference()):
            done = await asyncio.gather(
                events(mara, wanted["id"]), events(mara, unwanted["id"])
            )

    assert cancelled.status_code == 202
    assert [seen[-1][1]["status"] for seen in done] == ["ready", "cancelled"]
    assert await available(mara) == 9


async def test_an_engine_that_cannot_be_asked_is_unknown(
    mara_without_temporal: httpx.AsyncClient,
) -> None:
    answer = await mara_without_temporal.get("/api/engine")

    assert_problem(answer, 503, "engine_unknown")
    assert answer.headers["retry-after"]


async def test_a_database_that_hangs_is_missing_at_once(
    storage_settings: StorageSettings, temporal_settings: TemporalSettings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"127.0.0.1:{mute.getsockname()[1]}"
        settings = GatewaySettings(
            accounts=AccountSettings(),
            database=DatabaseSettings(url=f"postgresql+psycopg://app@{address}/app"),
            storage=storage_settings,
            temporal=temporal_settings,
            web=WebSettings(environment="test"),
        )
        # Less than the five seconds that connecting may take.
        async with serving(settings) as url, httpx.AsyncClient(timeout=4) as client:
            answer = await client.get(f"{url}/readyz")

    assert_problem(answer, 503, "not_ready")
    assert answer.json()["missing"] == ["postgres"]


async def test_an_answer_that_does_not_begin_in_time_is_an_outage() -> None:
    async def hanging(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    transport = httpx.ASGITransport(app=Deadline(hanging, seconds=0.05))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/")

    assert_problem(answer, 503, "unavailable")


async def test_an_answer_that_has_begun_may_take_longer() -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.to_thread(Event().wait, 0.2)
        await send({"type": "http.response.body", "body": b"late"})

    transport = httpx.ASGITransport(app=Deadline(slow, seconds=0.05))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/")

    assert answer.text == "late"
