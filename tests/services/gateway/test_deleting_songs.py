"""Deleting a song: at once for everybody, and to the last object."""

import asyncio
import socket
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, delete, select
from temporalio.client import Client, WorkflowFailureError

from services.gateway.settings import GatewaySettings
from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts import object_keys
from shared.contracts.songs import deletion_workflow_id, workflow_id
from shared.db import Sessions
from shared.models.song import Song
from shared.s3 import S3Storage
from shared.settings import TemporalSettings
from tests.fakes.activities import LateInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.following import a_ready_song
from tests.services.gateway.locks import waiting_for_a_lock
from tests.services.gateway.people import id_of
from tests.services.gateway.serving import serving
from tests.services.workflows.erasing import a_song


def keep_something(storage: S3Storage, song_id: str, folder: Path) -> None:
    """As a worker does that has painted the cover already."""
    path = folder / "cover.png"
    path.write_bytes(b"picture")
    key = object_keys.cover(UUID(song_id))
    storage.put_file(key, path, content_type="image/png", download_name="c.png")


async def there_was_nothing_left(storage: S3Storage, song_id: str) -> bool:
    prefix = object_keys.prefix(UUID(song_id))
    return await asyncio.to_thread(storage.delete_prefix, prefix) == 0


async def test_a_deleted_song_is_nowhere_at_once(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    address = f"/api/songs/{await a_song(sessions, await id_of(mara))}"
    await mara.patch(address, json={"published": True})

    answer = await mara.delete(address)

    assert (answer.status_code, answer.content) == (204, b"")
    for part in ("", "/audio", "/waveform", "/events"):
        assert_problem(await mara.get(address + part), 404, "not_found")
        assert_problem(await nobody.get(address + part), 404, "not_found")
    assert (await mara.get("/api/songs")).json()["items"] == []
    assert (await mara.get("/api/songs/counts")).json()["all"] == 0
    assert_problem(await mara.delete(address), 404, "not_found")


async def test_what_it_cost_stays_in_the_statement(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        await mara.delete(f"/api/songs/{song['id']}")

    entries = (await mara.get("/api/credits/entries")).json()["items"]
    assert [entry["kind"] for entry in entries] == ["capture", "reserve", "grant"]
    assert entries[0]["song_id"] == song["id"]
    assert await available(mara) == 9


async def test_a_song_being_made_ends_and_its_credit_comes_back(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    tmp_path: Path,
) -> None:
    inference = StuckInference()
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        await asyncio.to_thread(inference.started.wait)
        keep_something(storage, song["id"], tmp_path)
        held = await available(mara)
        answer = await mara.delete(f"/api/songs/{song['id']}")
        seen = await mara.get(f"/api/songs/{song['id']}")
        with pytest.raises(WorkflowFailureError):
            await temporal.get_workflow_handle(workflow_id(UUID(song["id"]))).result()

    assert (answer.status_code, seen.status_code, held) == (204, 404, 9)
    assert (await mara.get("/api/credits")).json() == {
        "balance": 10,
        "reserved": 0,
        "available": 10,
    }
    assert inference.released.is_set()
    assert await there_was_nothing_left(storage, song["id"])


async def test_a_composer_that_does_not_hear_leaves_nothing_behind(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    tmp_path: Path,
) -> None:
    inference = LateInference()
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        await asyncio.to_thread(inference.started.wait)
        await mara.delete(f"/api/songs/{song['id']}")
        keep_something(storage, song["id"], tmp_path)
        inference.may_end.set()
        with pytest.raises(WorkflowFailureError):
            await temporal.get_workflow_handle(workflow_id(UUID(song["id"]))).result()

    assert await there_was_nothing_left(storage, song["id"])
    assert await available(mara) == 10


async def test_a_song_that_waits_is_not_begun_after_all(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    song = await ask(mara)

    await mara.delete(f"/api/songs/{song['id']}")

    assert await start_stranded(sessions, temporal) == 0
    assert await available(mara) == 10


async def test_songs_made_from_it_stay(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song = await ask(mara)
    again = await mara.post(f"/api/songs/{song['id']}/regenerate", json={})
    [copy] = again.json()["songs"]

    await mara.delete(f"/api/songs/{song['id']}")

    left = (await mara.get("/api/songs")).json()["items"]
    assert [each["id"] for each in left] == [copy["id"]]
    assert (copy["parent_song_id"], left[0]["parent_song_id"]) == (song["id"], None)


async def test_whoever_saw_the_song_has_deleted_it_though_the_workflow_was_quicker(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song_id = await a_song(sessions, await id_of(mara))
    async with sessions.begin() as session:
        await session.exec(select(Song.id).where(Song.id == song_id).with_for_update())
        deleting = asyncio.create_task(mara.delete(f"/api/songs/{song_id}"))
        await waiting_for_a_lock(sessions)
        # As the workflow's activity does, which the request has begun.
        await session.exec(delete(Song).where(col(Song.id) == song_id))

    assert (await deleting).status_code == 204


async def test_a_change_that_comes_after_the_deletion_finds_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song_id = await a_song(sessions, await id_of(mara))
    address = f"/api/songs/{song_id}"
    async with sessions.begin() as session:
        await session.exec(select(Song.id).where(Song.id == song_id).with_for_update())
        deleting = asyncio.create_task(mara.delete(address))
        await waiting_for_a_lock(sessions)
        changing = asyncio.create_task(mara.patch(address, json={"published": True}))

    assert (await deleting).status_code == 204
    assert_problem(await changing, 404, "not_found")
    assert_problem(await mara.get(address), 404, "not_found")


async def test_while_temporal_is_away_a_song_stays_and_says_so(
    settings: GatewaySettings,
    gateway_url: str,
    mara: httpx.AsyncClient,
    sessions: Sessions,
) -> None:
    address = f"/api/songs/{await a_song(sessions, await id_of(mara))}"
    with socket.create_server(("127.0.0.1", 0)) as door:
        nowhere = f"127.0.0.1:{door.getsockname()[1]}"
    cut_off = replace(settings, temporal=TemporalSettings(address=nowhere))
    async with (
        serving(cut_off) as url,
        httpx.AsyncClient(base_url=url, cookies=mara.cookies, timeout=30) as client,
    ):
        answer = await client.delete(address, headers={"Origin": url})

    assert_problem(answer, 503, "unavailable")
    assert (await mara.get(address)).status_code == 200


async def test_the_deletion_is_begun_before_the_row_goes(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    """Else a gateway that dies in between would leave objects that nobody knows of."""
    song_id = await a_song(sessions, await id_of(mara))
    async with sessions.begin() as session:
        await session.exec(select(Song.id).where(Song.id == song_id).with_for_update())
        deleting = asyncio.create_task(mara.delete(f"/api/songs/{song_id}"))
        await waiting_for_a_lock(sessions)
        handle = temporal.get_workflow_handle(deletion_workflow_id(song_id))

        begun = await handle.describe()

    assert begun.close_time is None
    assert (await deleting).status_code == 204
