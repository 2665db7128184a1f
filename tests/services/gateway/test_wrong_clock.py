"""A gateway whose clock is ten minutes off: people sign in, make songs and hear them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import UUID

import httpx
import pytest
import time_machine
from temporalio.client import Client

from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from tests.services.gateway.asking import ask, available
from tests.services.gateway.following import a_ready_song

_OFF = timedelta(minutes=10)


@pytest.fixture(params=[_OFF, -_OFF], ids=["fast", "slow"], autouse=True)
def wrong_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The gateway runs in this process; Postgres, Temporal and the bucket do not."""
    with time_machine.travel(datetime.now(UTC) + request.param, tick=True):
        yield


async def test_a_song_is_made_charged_and_shown(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        shown = await mara.patch(f"/api/songs/{song['id']}", json={"published": True})

    newest = (await nobody.get("/api/feed?section=newest")).json()["items"]
    assert (song["status"], await available(mara)) == ("ready", 9)
    assert shown.status_code == HTTPStatus.OK
    assert [each["id"] for each in newest] == [song["id"]]


async def test_somebody_stays_signed_in(mara: httpx.AsyncClient) -> None:
    again = await mara.get("/api/auth/session")

    assert again.json()["user"]["name"] == "Mara"


async def test_a_song_is_begun_once(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    song = await ask(mara)

    await start_stranded(sessions, temporal)

    handle = temporal.get_workflow_handle(workflow_id(UUID(song["id"])))
    history = await handle.fetch_history()
    assert len(history.events) >= 1
    assert (await handle.describe()).close_time is None
