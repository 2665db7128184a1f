"""What happens to songs after they are asked for; models are faked, all else is real."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from temporalio.client import Client

from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts import object_keys
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.conftest import NewPerson


@pytest.fixture
def songs(sessions: Sessions, storage: S3Storage) -> DatabaseSongActivities:
    return DatabaseSongActivities(sessions, storage)


async def events(client: httpx.AsyncClient, song_id: str, **headers: str) -> list[Any]:
    """A song's events until it is done, as (event, data, id)."""
    path = f"/api/songs/{song_id}/events"
    async with client.stream("GET", path, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [event async for event in _events(answer)]


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, Any, str]]:
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        fields[name] = value
        if not line and "event" in fields:
            yield fields["event"], json.loads(fields["data"]), fields["id"]
            fields = {}


@asynccontextmanager
async def a_ready_song(
    client: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> AsyncIterator[dict[str, Any]]:
    async with workers(temporal, songs, FakeInference()):
        song = await ask(client)
        yield (await events(client, song["id"]))[-1][1]


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


async def test_events_tell_stage_and_step_and_end_with_the_song(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = StuckInference()
    seen: list[Any] = []
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        async with mara.stream("GET", f"/api/songs/{song['id']}/events") as answer:
            async for event in _events(answer):
                seen.append(event)
                if event[1].get("step") == 30:
                    await mara.post(f"/api/songs/{song['id']}/cancel")

    name, data, _ = next(event for event in seen if event[1].get("step") == 30)
    assert name == "progress"
    assert data["status"] == "running"
    assert data["stage"] == "composing"
    assert (data["step"], data["steps"]) == (30, 60)
    assert data["queue_ahead"] == 0
    assert [event[0] for event in seen].count("done") == 1
    assert seen[-1][0] == "done"


async def test_a_client_that_comes_back_is_told_only_news(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    song = await ask(mara)
    path = f"/api/songs/{song['id']}/events"
    async with mara.stream("GET", path) as answer:
        first = await anext(_events(answer))

    async with workers(temporal, songs, FakeInference()):
        rest = await events(mara, song["id"], **{"Last-Event-ID": first[2]})

    assert first[1]["status"] == "queued"
    assert first not in rest
    assert rest[-1][0] == "done"


async def test_a_waiting_song_says_how_many_are_ahead(
    mara: httpx.AsyncClient,
) -> None:
    await ask(mara, takes=2)
    last = await ask(mara)

    async with mara.stream("GET", f"/api/songs/{last['id']}/events") as answer:
        _, data, _ = await anext(_events(answer))

    assert data["queue_ahead"] == 2


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


async def test_audio_is_a_presigned_address(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    tmp_path: Path,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        file = tmp_path / "song.mp3"
        file.write_bytes(b"0123456789")
        key = object_keys.mp3(UUID(song["id"]))
        storage.put_file(key, file, content_type="audio/mpeg", download_name="a.mp3")

        audio = (await mara.get(f"/api/songs/{song['id']}/audio")).json()
        async with httpx.AsyncClient() as stranger:
            part = await stranger.get(audio["url"], headers={"Range": "bytes=2-4"})

    assert audio["format"] == "mp3"
    assert part.status_code == 206
    assert part.content == b"234"


async def test_the_first_request_for_a_wav_makes_it(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        path = f"/api/songs/{song['id']}/audio?format=wav"
        first = await mara.get(path)
        await temporal.get_workflow_handle(f"export-wav-{song['id']}").result()
        second = await mara.get(path)

    assert first.status_code == 202
    assert first.headers["retry-after"]
    assert second.status_code == 200
    assert second.json()["format"] == "wav"


async def test_a_waveform_has_peaks_between_silence_and_full_scale(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        waveform = (await mara.get(f"/api/songs/{song['id']}/waveform")).json()

    assert waveform == {"peaks": [0.0, 0.5, 1.0], "duration": 30.0}


@pytest.mark.parametrize("part", ["audio", "waveform"])
async def test_a_song_in_the_making_cannot_be_heard_yet(
    mara: httpx.AsyncClient, part: str
) -> None:
    song = await ask(mara)

    answer = await mara.get(f"/api/songs/{song['id']}/{part}")

    assert_problem(answer, 409, "song_not_ready")


ADDRESSES = [
    ("GET", ""),
    ("GET", "/audio"),
    ("GET", "/waveform"),
    ("GET", "/events"),
    ("POST", "/cancel"),
]


@pytest.mark.parametrize(("method", "part"), ADDRESSES)
async def test_what_is_not_mine_does_not_exist(
    mara: httpx.AsyncClient, new_person: NewPerson, method: str, part: str
) -> None:
    song = await ask(mara)
    rui = await new_person()

    answer = await rui.request(method, f"/api/songs/{song['id']}{part}")

    assert_problem(answer, 404, "not_found")
    assert (await mara.get(f"/api/songs/{song['id']}")).json()["status"] == "queued"


@pytest.mark.parametrize(("method", "part"), ADDRESSES)
async def test_a_song_that_never_was_is_not_found(
    mara: httpx.AsyncClient, method: str, part: str
) -> None:
    answer = await mara.request(method, f"/api/songs/{uuid4()}{part}")

    assert_problem(answer, 404, "not_found")


async def test_an_id_that_is_none_is_refused(mara: httpx.AsyncClient) -> None:
    answer = await mara.get("/api/songs/1")

    assert_problem(answer, 422, "invalid_request", field="song_id")


async def test_my_songs_come_newest_first_in_pages(mara: httpx.AsyncClient) -> None:
    for number in range(3):
        await ask(mara, title=f"Song {number}")

    first = (await mara.get("/api/songs?limit=2")).json()
    second = (await mara.get(f"/api/songs?cursor={first['next_cursor']}")).json()

    assert [song["title"] for song in first["items"]] == ["Song 2", "Song 1"]
    assert [song["title"] for song in second["items"]] == ["Song 0"]
    assert second["next_cursor"] is None


async def test_my_songs_can_be_searched_and_filtered(mara: httpx.AsyncClient) -> None:
    await ask(mara, title="100% Rain")
    await ask(mara, title="1000 Suns")

    found = (await mara.get("/api/songs", params={"q": "100% r"})).json()["items"]
    ready = (await mara.get("/api/songs?status=ready")).json()["items"]

    assert [song["title"] for song in found] == ["100% Rain"]
    assert ready == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("status=done", "status"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%F0%9F%8E%B5", "cursor"),
    ],
)
async def test_a_query_that_cannot_be_names_its_field(
    mara: httpx.AsyncClient, query: str, field: str
) -> None:
    answer = await mara.get(f"/api/songs?{query}")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
