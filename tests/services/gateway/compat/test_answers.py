"""What the original's endpoints answer once a song has ended."""

import base64
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from temporalio.client import Client

from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.db import Sessions
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.compat.original import (
    BODIES,
    DESCRIPTION,
    LYRICS,
    RESULTS,
    WAV,
    StoringInference,
    newest,
)
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.following import a_ready_song, events
from tests.services.gateway.keys import modal, new_key
from tests.services.gateway.serving import serving


@pytest.mark.parametrize("path", BODIES)
async def test_an_answer_is_where_the_ready_song_lies(
    path: str,
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    async with workers(temporal, songs, FakeInference()):
        answer = await program.post(path, json=BODIES[path], headers=headers)

    song = await newest(mara)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "s3_key": f"songs/{song['id']}/audio.wav",
        "cover_image_s3_key": f"songs/{song['id']}/cover.png",
        "categories": ["Lo-fi", "Jazz"],
    }
    assert song["status"] == "ready"
    # Recorded, so it is in the bucket.
    sound = await mara.get(f"/api/songs/{song['id']}/audio?format=wav")
    assert sound.status_code == 200
    assert await available(mara) == 9


async def test_the_demo_is_the_sound_itself(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    wav: Path,
) -> None:
    inference = StoringInference(storage=storage, file=wav)
    async with workers(temporal, songs, inference):
        answer = await program.post("/generate", headers=headers)

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json()) == ["audio_data"]
    sound = base64.b64decode(answer.json()["audio_data"], validate=True)
    assert sound == WAV
    assert await available(mara) == 9


async def test_blank_lyrics_make_an_instrumental(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    body = {"prompt": "folk", "lyrics": "", "instrumental": True, "seed": 5.0}
    async with workers(temporal, songs, FakeInference()):
        answer = await program.post(LYRICS, json=body, headers=headers)

    song = await newest(mara)
    assert answer.status_code == 200, answer.text
    assert (song["instrumental"], song["seed"]) == (True, 5)


@pytest.mark.parametrize("part", ["", "/sound"])
async def test_another_persons_result_does_not_exist_even_when_it_is_published(
    part: str,
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    program: httpx.AsyncClient,
    sessions: Sessions,
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        async with sessions.begin() as session:
            await session.execute(text("UPDATE songs SET published = true"))
        theirs = modal(await new_key(await new_person()))

        answer = await program.get(f"{RESULTS}/{song['id']}{part}", headers=theirs)

    assert_problem(answer, 404, "not_found")


async def test_a_failed_song_says_why_and_costs_nothing(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    inference = FakeInference(
        failing={"write": 1}, error_type="BadAudio", for_good=True
    )
    async with workers(temporal, songs, inference):
        answer = await program.post(LYRICS, json=BODIES[LYRICS], headers=headers)

    assert_problem(answer, 502, "song_failed")
    assert answer.json()["failure"]["code"] == "bad_audio"
    assert answer.json()["failure"]["message"]
    assert answer.json()["song_id"] == (await newest(mara))["id"]
    assert await available(mara) == 10


@pytest.mark.parametrize("path", [DESCRIPTION, "/generate"])
async def test_the_same_idempotency_key_gets_the_same_song(
    path: str,
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    wav: Path,
) -> None:
    once = {**headers, "Idempotency-Key": "press-once"}
    async with workers(temporal, songs, StoringInference(storage=storage, file=wav)):
        first, second = [
            await program.post(path, json=BODIES.get(path), headers=once)
            for _ in range(2)
        ]
        other = await program.post(LYRICS, json=BODIES[LYRICS], headers=once)

    assert second.status_code == 200
    assert second.json() == first.json()
    assert_problem(other, 422, "idempotency_key_reused")
    assert len((await mara.get("/api/songs")).json()["items"]) == 1


async def test_an_idempotency_key_of_a_deleted_song_is_told_as_such(
    mara: httpx.AsyncClient,
    hasty: httpx.AsyncClient,
    headers: dict[str, str],
    sessions: Sessions,
) -> None:
    once = {**headers, "Idempotency-Key": "press-once"}
    await hasty.post("/generate", headers=once)
    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM songs"))

    answer = await hasty.post("/generate", headers=once)

    assert_problem(answer, 404, "not_found")


async def test_a_bucket_that_is_away_is_an_outage(
    mara: httpx.AsyncClient,
    hasty_settings: GatewaySettings,
    headers: dict[str, str],
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    away = hasty_settings.storage.model_copy(
        update={"s3_endpoint_url": "http://127.0.0.1:9"}
    )
    async with workers(temporal, songs, FakeInference()):
        song = await ask(mara)
        await events(mara, song["id"])
        async with (
            serving(replace(hasty_settings, storage=away)) as url,
            httpx.AsyncClient(base_url=url, timeout=60) as client,
        ):
            answer = await client.get(
                f"{RESULTS}/{song['id']}/sound", headers=headers, follow_redirects=True
            )

    assert_problem(answer, 503, "unavailable")
