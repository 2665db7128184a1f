"""Figures of requests: by route and status, and never by what somebody put into an address."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from prometheus_client import REGISTRY, generate_latest
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import Receive, Scope, Send
from temporalio.client import Client

from services.gateway.songs.queue import tell_queue
from services.gateway.timing import RequestTiming
from shared.db import Sessions
from tests.canaries import PASSWORD
from tests.e2e.waiting import until
from tests.services.gateway.asking import ask
from tests.services.gateway.test_following_songs import following

_NOBODYS = UUID(int=7)


def requests(method: str, route: str, status: int) -> float:
    labels = {"method": method, "route": route, "status": str(status)}
    return REGISTRY.get_sample_value("http_request_seconds_count", labels) or 0


def streams() -> float:
    return REGISTRY.get_sample_value("event_streams_open") or 0


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/livez", "/livez", 200),
        ("GET", f"/api/songs/{_NOBODYS}", "/api/songs/{song_id}", 404),
        ("GET", f"/api/songs/{_NOBODYS}/audio", "/api/songs/{song_id}/audio", 404),
        ("GET", "/api/nothing", "none", 404),
        ("POST", "/api/songs", "/api/songs", 401),
    ],
)
async def test_an_answer_is_counted_by_its_route(
    nobody: httpx.AsyncClient, method: str, path: str, route: str, status: int
) -> None:
    before = requests(method, route, status)

    answer = await nobody.request(method, path)

    assert answer.status_code == status
    assert requests(method, route, status) == before + 1


async def test_no_figure_repeats_an_address_or_an_invented_method(
    nobody: httpx.AsyncClient,
) -> None:
    canary = uuid4().hex
    await nobody.get(f"/api/{canary}?q={PASSWORD}")
    await nobody.get(f"/api/songs/{canary}")
    await nobody.get(f"/{canary}")
    await nobody.request(f"X{canary[:8]}", "/livez")

    told = generate_latest(REGISTRY).decode()

    assert canary not in told
    assert canary[:8] not in told
    assert PASSWORD not in told
    assert 'method="other"' in told


async def test_a_bug_is_counted_though_it_goes_on_rising() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError

    before = requests("GET", "none", 500)
    app = RequestTiming(ServerErrorMiddleware(broken))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/api/songs")

    assert answer.status_code == 500
    assert requests("GET", "none", 500) == before + 1


async def test_a_stream_counts_while_it_is_open_and_by_its_beginning(
    mara: httpx.AsyncClient,
) -> None:
    before, opened = streams(), requests("GET", "/api/songs/events", 200)

    async with following(mara):
        await until(
            lambda: streams() == before + 1, what="it is open", within_seconds=5
        )
        begun = requests("GET", "/api/songs/events", 200)

    await until(lambda: streams() == before, what="it is closed", within_seconds=10)
    assert begun == opened + 1
    assert requests("GET", "/api/songs/events", 200) == begun


async def test_songs_that_are_waited_for_are_counted_by_where_they_are(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    await asyncio.gather(ask(mara), ask(mara))

    await tell_queue(sessions, temporal)

    assert REGISTRY.get_sample_value("songs_unfinished", {"stage": "queued"}) == 2
    assert REGISTRY.get_sample_value("songs_unfinished", {"stage": "composing"}) == 0
    assert 0 < (REGISTRY.get_sample_value("songs_oldest_unfinished_seconds") or 0) < 60
