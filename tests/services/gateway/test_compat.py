"""The original backend's endpoints: a program asks once and waits for the song."""

import asyncio
import base64
import json
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from starlette.types import Receive, Scope, Send
from temporalio import activity
from temporalio.client import Client
from typing_extensions import override

from services.gateway.app import create_app
from services.gateway.compat.requests import (
    Asked,
    FromDescription,
    WithDescribedLyrics,
    WithLyrics,
)
from services.gateway.deadline import Deadline
from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts import object_keys
from shared.contracts.songs import ExportWav, StoredObject
from shared.db import Sessions
from shared.ledger import Ledger
from shared.s3 import S3Storage
from shared.settings import (
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.e2e.waiting import until_true
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem, available
from tests.services.gateway.conftest import ACCOUNTS, NewPerson
from tests.services.gateway.following import a_ready_song, events
from tests.services.gateway.keys import bearer, modal, new_key
from tests.services.gateway.serving import serving

DESCRIPTION = "/generate_from_description"
LYRICS = "/generate_with_lyrics"
DESCRIBED = "/generate_with_described_lyrics"
RESULTS = "/generate/results"
WAV = secrets.token_bytes(500_000)
BODIES: Mapping[str, dict[str, Any]] = {
    DESCRIPTION: {"full_described_song": "a night train by the sea"},
    LYRICS: {"prompt": "folk, warm", "lyrics": "[verse]\nThe last train leaves"},
    DESCRIBED: {"prompt": "folk, warm", "described_lyrics": "about a train"},
}


@dataclass(kw_only=True)
class StoringInference(FakeInference):
    """Its WAVs are there to be fetched."""

    storage: S3Storage
    file: Path

    @override
    @activity.defn
    def export_wav(self, request: ExportWav) -> StoredObject:
        return self.storage.put_file(
            object_keys.wav(request.song_id),
            self.file,
            content_type="audio/wav",
            download_name="demo.wav",
        )


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """Of more than one piece of an answer, and of no whole number of them."""
    file = tmp_path / "made.wav"
    file.write_bytes(WAV)
    return file


@pytest.fixture
def program(nobody: httpx.AsyncClient) -> httpx.AsyncClient:
    """No browser: it has no cookies and sends no Origin."""
    del nobody.headers["Origin"]
    return nobody


@pytest.fixture
async def headers(mara: httpx.AsyncClient) -> dict[str, str]:
    return modal(await new_key(mara))


@pytest.fixture
def hasty_settings(
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
) -> GatewaySettings:
    """Of a gateway that waits for a second, beside the other on the same database."""
    return GatewaySettings(
        accounts=ACCOUNTS,
        database=DatabaseSettings(url=database_url, pool_size=1),
        storage=storage_settings,
        temporal=temporal_settings,
        web=WebSettings(environment="test", answer_wait_seconds=1),
    )


@pytest.fixture
async def hasty(
    gateway_url: str, hasty_settings: GatewaySettings
) -> AsyncIterator[httpx.AsyncClient]:
    """A program that asks that gateway."""
    async with (
        serving(hasty_settings) as url,
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        yield client


async def newest(person: httpx.AsyncClient) -> dict[str, Any]:
    """The song that was asked for last."""
    song: dict[str, Any] = (await person.get("/api/songs")).json()["items"][0]
    return song


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


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("{id}", "{part}"),
        ("mk_live_{id}", "{part}"),
        ("{id}", "mk_live_{id}_{part}"),
        ("mk_live_{id}", "mk_live_{id}_{part}"),
    ],
)
async def test_a_key_may_be_given_in_parts_or_whole(
    mara: httpx.AsyncClient, program: httpx.AsyncClient, key: str, secret: str
) -> None:
    made = await new_key(mara, scopes=["songs:write"])
    facts = {"id": made["public_id"], "part": made["secret"][-43:]}

    answer = await program.get(
        f"{RESULTS}/{uuid4()}",
        headers={
            "Modal-Key": key.format(**facts),
            "Modal-Secret": secret.format(**facts),
        },
    )

    assert_problem(answer, 404, "not_found")


ADDRESSES = [
    *(("POST", path) for path in (*BODIES, "/generate")),
    ("GET", f"{RESULTS}/{uuid4()}"),
    ("GET", f"{RESULTS}/{uuid4()}/sound"),
]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
async def test_without_a_right_key_nothing_is_made(
    method: str,
    path: str,
    mara: httpx.AsyncClient,
    new_person: NewPerson,
) -> None:
    key, other = await new_key(mara), await new_key(await new_person())
    reader = await new_key(mara, scopes=["songs:read", "credits:read"])
    right = modal(key)
    wrong = [
        {**right, "Modal-Secret": modal(other)["Modal-Secret"]},
        {**right, "Modal-Secret": other["secret"]},
        {**right, "Modal-Key": other["public_id"]},
        {**right, "Modal-Key": key["secret"]},
        {**right, "Modal-Secret": f"{other['prefix']}_{right['Modal-Secret']}"},
        {**right, "Modal-Secret": "x" * 10_000},
    ]
    missing: list[dict[str, str]] = [
        {},
        {"Modal-Key": right["Modal-Key"]},
        {"Modal-Secret": key["secret"]},
        {**right, "Modal-Key": ""},
        bearer(key),
    ]

    # Her cookie comes along, and is worth nothing here.
    async def asked(headers: dict[str, str]) -> httpx.Response:
        body = BODIES.get(path)
        return await mara.request(method, path, json=body, headers=headers)

    for each in wrong:
        assert_problem(await asked(each), 401, "invalid_api_key")
    for each in missing:
        assert_problem(await asked(each), 401, "key_headers_missing")
    assert_problem(await asked(modal(reader)), 403, "insufficient_scope")
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_a_revoked_key_makes_no_more_songs(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    key = await new_key(mara)
    await mara.delete(f"/api/api-keys/{key['id']}")

    answer = await program.post("/generate", headers=modal(key))

    assert_problem(answer, 401, "invalid_api_key")


@pytest.mark.parametrize(
    ("kind", "body", "changes"),
    [
        (FromDescription, {"full_described_song": "x"}, {}),
        (
            FromDescription,
            {
                "full_described_song": "x",
                "audio_duration": None,
                "seed": None,
                "guidance_scale": None,
                "infer_step": None,
                "instrumental": None,
            },
            {},
        ),
        (
            FromDescription,
            {"full_described_song": "x", "audio_duration": 30.0, "seed": 7.0},
            {"audio_duration": 30, "seed": 7},
        ),
        (
            FromDescription,
            {"full_described_song": "x", "infer_step": 27.0, "guidance_scale": 7.5},
            {"infer_step": 27, "guidance_scale": 7.5},
        ),
        (
            FromDescription,
            {"full_described_song": "x", "lyrics": "more", "takes": 4, "title": "?"},
            {},
        ),
        (
            WithLyrics,
            {"prompt": "x", "lyrics": "  ", "instrumental": True},
            {"instrumental": True},
        ),
        (WithLyrics, {"prompt": "x", "instrumental": True}, {"instrumental": True}),
        (
            WithDescribedLyrics,
            {"prompt": "x", "described_lyrics": None, "instrumental": True},
            {"instrumental": True},
        ),
    ],
)
def test_a_body_is_read_as_leniently_as_the_original_read_it(
    kind: type[Asked], body: dict[str, Any], changes: dict[str, Any]
) -> None:
    song = kind.model_validate_json(json.dumps(body)).song()

    facts = song.model_dump(exclude={"mode", "full_described_song", "prompt"})
    assert song.mode == kind.mode
    assert facts == {
        "instrumental": False,
        "lyrics": "",
        "described_lyrics": "",
        "title": "",
        "audio_duration": 180,
        "seed": -1,
        "guidance_scale": 15,
        "infer_step": 60,
        "takes": 1,
        **changes,
    }


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


@pytest.mark.parametrize(
    ("path", "changes", "field"),
    [
        (DESCRIPTION, {"full_described_song": " "}, "full_described_song"),
        (DESCRIPTION, {"full_described_song": None}, "full_described_song"),
        (DESCRIPTION, {"full_described_song": "x" * 2001}, "full_described_song"),
        (LYRICS, {"lyrics": ""}, "lyrics"),
        (LYRICS, {"lyrics": None}, "lyrics"),
        (LYRICS, {"lyrics": "l" * 5001}, "lyrics"),
        (LYRICS, {"prompt": ""}, "prompt"),
        (LYRICS, {"prompt": None}, "prompt"),
        (LYRICS, {"lyrics": "a\x00b"}, "lyrics"),
        (DESCRIBED, {"described_lyrics": ""}, "described_lyrics"),
        (DESCRIBED, {"prompt": "", "instrumental": True}, "prompt"),
        (DESCRIPTION, {"audio_duration": 4}, "audio_duration"),
        (DESCRIPTION, {"audio_duration": 1e300}, "audio_duration"),
        (DESCRIPTION, {"audio_duration": float("nan")}, "audio_duration"),
        (DESCRIPTION, {"audio_duration": "180"}, "audio_duration"),
        (DESCRIPTION, {"seed": 1.5}, "seed"),
        (DESCRIPTION, {"seed": -2}, "seed"),
        (DESCRIPTION, {"seed": 2.0**63}, "seed"),
        (DESCRIPTION, {"seed": True}, "seed"),
        (DESCRIPTION, {"guidance_scale": 0}, "guidance_scale"),
        (DESCRIPTION, {"infer_step": 101}, "infer_step"),
        (DESCRIPTION, {"instrumental": [True]}, "instrumental"),
    ],
)
async def test_what_no_song_may_be_names_its_field_and_costs_nothing(
    path: str,
    changes: dict[str, Any],
    field: str,
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
) -> None:
    answer = await program.post(
        path,
        content=json.dumps({**BODIES[path], **changes}),
        headers={**headers, "Content-Type": "application/json"},
    )

    assert_problem(answer, 422, "invalid_request", field=field)
    assert (await mara.get("/api/songs")).json()["items"] == []


@pytest.mark.parametrize("path", [*BODIES, "/generate"])
async def test_without_credits_nothing_starts(
    path: str,
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    headers: dict[str, str],
    sessions: Sessions,
) -> None:
    me = (await mara.get("/api/auth/me")).json()
    async with sessions.begin() as session:
        await Ledger(session).reserve(me["id"], 10, song_id=uuid4())

    answer = await program.post(path, json=BODIES.get(path), headers=headers)

    assert_problem(answer, 402, "insufficient_credits")
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_the_limit_of_unfinished_songs_is_the_same(
    mara: httpx.AsyncClient, program: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    await ask(mara, takes=4)
    await ask(mara, takes=2)

    answer = await program.post(DESCRIPTION, json=BODIES[DESCRIPTION], headers=headers)

    assert_problem(answer, 429, "quota_exceeded")
    assert answer.headers["retry-after"]


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
        lambda: _was_used(mara), what="the program waits", within_seconds=10
    )

    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM songs"))

    assert_problem(await waiting, 404, "not_found")


async def _has_songs(person: httpx.AsyncClient) -> bool:
    return bool((await person.get("/api/songs")).json()["items"])


async def _was_used(person: httpx.AsyncClient) -> bool:
    [key] = (await person.get("/api/api-keys")).json()["items"]
    return key["last_used_at"] is not None


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
    await until_true(lambda: _has_songs(mara), what="it is asked", within_seconds=10)
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
                lambda: _was_used(mara), what="the programs wait", within_seconds=10
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
                lambda: _was_used(mara), what="the program waits", within_seconds=10
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


async def test_the_two_headers_are_described_as_one_way_to_ask(
    program: httpx.AsyncClient,
) -> None:
    document = (await program.get("/openapi.json")).json()

    schemes = document["components"]["securitySchemes"]
    assert schemes["ModalKey"]["name"] == "Modal-Key"
    assert schemes["ModalSecret"]["name"] == "Modal-Secret"
    for method, path in ADDRESSES:
        known = (
            path.replace(path.split("/")[3], "{song_id}") if RESULTS in path else path
        )
        operation = document["paths"][known][method.lower()]
        assert operation["security"] == [{"ModalKey": [], "ModalSecret": []}]
        assert "303" in operation["responses"]
