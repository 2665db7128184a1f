"""What happens to songs after they are asked for; models are faked, all else is real."""

import asyncio
from uuid import UUID

import httpx
from sqlalchemy import text
from temporalio.client import Client

from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.following import a_ready_song, events


async def test_a_song_becomes_ready_and_costs_one_credit(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        assert song["status"] == "ready"
        assert song["title"] == "Night Train"
        assert song["prompt"] == "lo-fi, warm"
        assert song["categories"] == ["Lo-fi", "Jazz"]
        assert song["cover_colors"] == ["#102030", "#f0a040"]
        assert song["cover_url"]
        assert song["engine"] == "fake"
        assert song["failure"] is None

    assert (await mara.get("/api/credits")).json() == {
        "balance": 9,
        "reserved": 0,
        "available": 9,
    }


async def test_the_statement_tells_what_happened(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        pass

    items = (await mara.get("/api/credits/entries")).json()["items"]
    assert [(e["kind"], e["amount"], e["balance_after"]) for e in items] == [
        ("capture", -1, 9),
        ("reserve", 0, 10),
        ("grant", 10, 10),
    ]
    assert items[0]["song_id"] == song["id"]


async def test_pages_of_the_statement_fit_together(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs):
        pass

    kinds, cursor = [], None
    while True:
        query = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = (await mara.get("/api/credits/entries", params=query)).json()
        kinds += [entry["kind"] for entry in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert kinds == ["capture", "reserve", "grant"]


async def test_a_failed_song_says_why_and_costs_nothing(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = FakeInference(
        failing={"write": 1}, error_type="BadAudio", for_good=True
    )
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        done = (await events(mara, song["id"]))[-1][1]

    assert done["status"] == "failed"
    assert done["failure"]["code"] == "bad_audio"
    assert await available(mara) == 10


async def test_cancelling_gives_the_credit_back(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = StuckInference()
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        await asyncio.to_thread(inference.started.wait)
        held = (await mara.get("/api/credits")).json()
        answer = await mara.post(f"/api/songs/{song['id']}/cancel")
        done = (await events(mara, song["id"]))[-1][1]

    assert held == {"balance": 10, "reserved": 1, "available": 9}
    assert answer.status_code == 202
    assert done["status"] == "cancelled"
    assert (await mara.get("/api/credits")).json()["reserved"] == 0
    assert await available(mara) == 10


async def test_a_finished_song_cannot_be_cancelled(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        answer = await mara.post(f"/api/songs/{song['id']}/cancel")

    assert_problem(answer, 409, "song_already_finished")
    assert await available(mara) == 9


async def test_cancelling_twice_is_cancelling_once(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    song = await ask(mara)

    answers = [await mara.post(f"/api/songs/{song['id']}/cancel") for _ in range(2)]
    async with workers(temporal, songs, FakeInference()):
        done = (await events(mara, song["id"]))[-1][1]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert done["status"] == "cancelled"
    assert await available(mara) == 10


async def test_a_song_that_lost_its_start_is_started_by_the_relay(
    mara: httpx.AsyncClient,
    sessions: Sessions,
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    song = await ask(mara)
    handle = temporal.get_workflow_handle(workflow_id(UUID(song["id"])))
    await handle.terminate()
    async with sessions.begin() as session:
        await session.execute(
            text(
                "UPDATE songs SET id = gen_random_uuid(),"
                " created_at = now() - interval '1 minute'"
            )
        )

    async with workers(temporal, songs, FakeInference()):
        started = await start_stranded(sessions, temporal)
        song = (await mara.get("/api/songs")).json()["items"][0]
        done = (await events(mara, song["id"]))[-1][1]

    assert started == 1
    assert done["status"] == "ready"
