"""What happens while a program waits for its song."""

import asyncio
import base64
import time
from dataclasses import replace
from pathlib import Path

import httpx
from sqlalchemy import text
from starlette.types import Receive, Scope, Send
from temporalio.client import Client

from services.gateway.app import create_app
from services.gateway.deadline import Deadline
from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.db import Sessions
from shared.s3 import S3Storage
from tests.e2e.waiting import until_true
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.compat.original import (
    BODIES,
    LYRICS,
    RESULTS,
    WAV,
    StoringInference,
    has_songs,
    newest,
    was_used,
)
from tests.services.gateway.following import events
from tests.services.gateway.keys import bearer
from tests.services.gateway.serving import serving


async def test_a_song_that_takes_longer_is_waited_for_elsewhere(
    mara: httpx.AsyncClient,
    hasty: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    first = await hasty.post(LYRICS, json=BODIES[LYRICS], headers=headers)
    second = await hasty.get(first.headers["location"], headers=headers)
    async with workers(temporal, songs, FakeInference()):
        last = await hasty.get(
            second.headers["location"], headers=headers, follow_redirects=True
        )

    song = await newest(mara)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == f"{RESULTS}/{song['id']}"
    assert first.headers["cache-control"] == "no-store"
    assert last.status_code == 200, last.text
    assert last.json()["s3_key"] == f"songs/{song['id']}/audio.wav"


async def test_a_client_that_follows_gets_its_one_song_with_the_same_headers(
    mara: httpx.AsyncClient,
    hasty: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    asking = asyncio.create_task(
        hasty.post(LYRICS, json=BODIES[LYRICS], headers=headers, follow_redirects=True)
    )
    away = asyncio.create_task(hasty.post("/generate", headers=headers))
    assert (await away).status_code == 303
    async with workers(temporal, songs, FakeInference()):
        answer = await asking

    assert answer.status_code == 200, answer.text
    assert [each.status_code for each in answer.history][:1] == [303]
    assert len((await mara.get("/api/songs")).json()["items"]) == 2


async def test_the_demo_that_takes_longer_is_waited_for_elsewhere(
    hasty: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    wav: Path,
) -> None:
    first = await hasty.post("/generate", headers=headers)
    inference = StoringInference(storage=storage, file=wav)
    async with workers(temporal, songs, inference):
        last = await hasty.get(
            first.headers["location"], headers=headers, follow_redirects=True
        )

    assert first.status_code == 303
    sound = base64.b64decode(last.json()["audio_data"], validate=True)
    assert sound == WAV


async def test_a_song_that_is_cancelled_meanwhile_ends_the_wait(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    inference = StuckInference()
    async with workers(temporal, songs, inference):
        asking = asyncio.create_task(
            program.post(LYRICS, json=BODIES[LYRICS], headers=headers)
        )
        await asyncio.to_thread(inference.started.wait)
        await mara.post(f"/api/songs/{(await newest(mara))['id']}/cancel")
        answer = await asking

    assert_problem(answer, 409, "song_cancelled")
    assert await available(mara) == 10


async def test_a_song_that_is_deleted_meanwhile_ends_the_wait(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    sessions: Sessions,
) -> None:
    song = await ask(mara)
    address = f"{RESULTS}/{song['id']}"
    waiting = asyncio.create_task(program.get(address, headers=headers))
    await until_true(
        lambda: was_used(mara), what="the program waits", within_seconds=10
    )

    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM songs"))

    assert_problem(await waiting, 404, "not_found")


async def test_a_client_that_goes_away_does_not_lose_the_song(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    asking = asyncio.create_task(
        program.post(LYRICS, json=BODIES[LYRICS], headers=headers)
    )
    await until_true(lambda: has_songs(mara), what="it is asked", within_seconds=10)
    asking.cancel()
    await asyncio.wait([asking])
    song = await newest(mara)
    async with workers(temporal, songs, FakeInference()):
        done = (await events(mara, song["id"]))[-1][1]
        later = await program.get(f"{RESULTS}/{song['id']}", headers=headers)

    assert asking.cancelled()
    assert song["status"] == "queued"
    assert done["status"] == "ready"
    assert later.json()["s3_key"] == f"songs/{song['id']}/audio.wav"
    assert await available(mara) == 9


async def test_those_who_wait_keep_nobody_from_the_database(
    mara: httpx.AsyncClient,
    hasty_settings: GatewaySettings,
    headers: dict[str, str],
) -> None:
    """Two dozen wait; the pool has eleven connections at most."""
    song = await ask(mara)
    web = hasty_settings.web.model_copy(update={"answer_wait_seconds": 60})
    async with httpx.AsyncClient(timeout=30) as client:
        async with serving(replace(hasty_settings, web=web)) as url:
            address = f"{url}{RESULTS}/{song['id']}"
            waiting = [
                asyncio.create_task(client.get(address, headers=headers))
                for _ in range(24)
            ]
            await until_true(
                lambda: was_used(mara), what="the programs wait", within_seconds=10
            )
            answer = await client.get(f"{url}/api/songs", headers=_as_bearer(headers))
            done = [each for each in waiting if each.done()]
        told = await asyncio.gather(*waiting)

    assert answer.status_code == 200
    assert done == []
    assert {each.status_code for each in told} == {303}


def _as_bearer(headers: dict[str, str]) -> dict[str, str]:
    public_id, secret = headers["Modal-Key"], headers["Modal-Secret"]
    return bearer({"secret": f"mk_live_{public_id}_{secret}"})


async def test_a_gateway_that_stops_sends_those_who_wait_to_the_next_one(
    mara: httpx.AsyncClient,
    hasty_settings: GatewaySettings,
    headers: dict[str, str],
) -> None:
    song = await ask(mara)
    address = f"{RESULTS}/{song['id']}"
    web = hasty_settings.web.model_copy(update={"answer_wait_seconds": 60})
    async with httpx.AsyncClient(timeout=20) as client:
        async with serving(replace(hasty_settings, web=web)) as url:
            waiting = asyncio.create_task(client.get(url + address, headers=headers))
            await until_true(
                lambda: was_used(mara), what="the program waits", within_seconds=10
            )
        answer = await waiting

    assert answer.status_code == 303
    assert answer.headers["location"] == address


async def test_a_wait_may_last_longer_than_other_answers(
    mara: httpx.AsyncClient,
    hasty_settings: GatewaySettings,
    headers: dict[str, str],
) -> None:
    song = await ask(mara)
    web = hasty_settings.web.model_copy(update={"answer_wait_seconds": 2})
    app = create_app(replace(hasty_settings, web=web))
    for middleware in app.user_middleware:
        if getattr(middleware.cls, "__name__", "") == Deadline.__name__:
            middleware.kwargs["seconds"] = 1.0

    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "state": dict(state or {})}, receive, send)

        transport = httpx.ASGITransport(app=with_state)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as me:
            started_at = time.monotonic()
            answer = await me.get(f"{RESULTS}/{song['id']}", headers=headers)
            waited_seconds = time.monotonic() - started_at

    assert answer.status_code == 303
    assert waited_seconds >= 2
