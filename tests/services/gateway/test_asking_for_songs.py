import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from temporalio.client import Client

from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.ledger import Ledger
from tests.services.gateway.asking import (
    DESCRIBED,
    DESCRIPTION,
    LYRICS,
    ask,
    assert_problem,
    available,
)


@pytest.mark.parametrize(
    "request_body",
    [
        DESCRIPTION,
        LYRICS,
        DESCRIBED,
        {**LYRICS, "instrumental": True, "lyrics": ""},
        {**LYRICS, "instrumental": True, "lyrics": "   "},
        {**DESCRIBED, "instrumental": True, "described_lyrics": ""},
        {**DESCRIPTION, "instrumental": True},
        {**DESCRIPTION, "audio_duration": 5},
        {**DESCRIPTION, "audio_duration": 240},
        {**DESCRIPTION, "audio_duration": 7.5},
        {**DESCRIPTION, "full_described_song": "x" * 2000},
        {**LYRICS, "prompt": "p" * 500, "lyrics": "l" * 5000, "title": "t" * 120},
        {**DESCRIBED, "described_lyrics": "d" * 2000},
        {**DESCRIPTION, "seed": 0, "guidance_scale": 1, "infer_step": 1},
        {**DESCRIPTION, "seed": 2**53 - 1, "guidance_scale": 30, "infer_step": 100},
        {**DESCRIPTION, "full_described_song": "رحلة ليلية 夜行列車 🚂"},
    ],
)
async def test_everything_inside_the_bounds_is_accepted(
    mara: httpx.AsyncClient, temporal: Client, request_body: dict[str, Any]
) -> None:
    answer = await mara.post("/api/songs", json=request_body)

    assert answer.status_code == 202, answer.text
    song = answer.json()["songs"][0]
    assert song["status"] == "queued"
    assert answer.headers["location"] == f"/api/songs/{song['id']}"
    started = await temporal.get_workflow_handle(workflow_id(song["id"])).describe()
    assert started.workflow_type == "GenerateSongWorkflow"


@pytest.mark.parametrize(
    ("request_body", "field"),
    [
        ({**DESCRIPTION, "mode": "poem"}, "mode"),
        ({"full_described_song": "x"}, "mode"),
        ({**DESCRIPTION, "full_described_song": ""}, "full_described_song"),
        ({**DESCRIPTION, "full_described_song": " \n "}, "full_described_song"),
        ({**DESCRIPTION, "full_described_song": "x" * 2001}, "full_described_song"),
        ({"mode": "description"}, "full_described_song"),
        ({**DESCRIPTION, "full_described_song": "a\x00b"}, "full_described_song"),
        ({**DESCRIPTION, "full_described_song": 7}, "full_described_song"),
        ({**DESCRIPTION, "lyrics": "unused"}, "lyrics"),
        ({**LYRICS, "prompt": ""}, "prompt"),
        ({**LYRICS, "prompt": "p" * 501}, "prompt"),
        ({**LYRICS, "lyrics": ""}, "lyrics"),
        ({**LYRICS, "lyrics": "l" * 5001}, "lyrics"),
        ({**LYRICS, "lyrics": "l" * 100_000}, "lyrics"),
        ({**DESCRIBED, "described_lyrics": ""}, "described_lyrics"),
        ({**DESCRIBED, "described_lyrics": "d" * 2001}, "described_lyrics"),
        ({**DESCRIBED, "prompt": "", "instrumental": True}, "prompt"),
        ({**DESCRIPTION, "title": "t" * 121}, "title"),
        ({**DESCRIPTION, "title": "bell\x07"}, "title"),
        ({**DESCRIPTION, "instrumental": "perhaps"}, "instrumental"),
        ({**DESCRIPTION, "audio_duration": 4}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": 4.999}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": 241}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": -1}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": 1e9}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": "180"}, "audio_duration"),
        ({**DESCRIPTION, "audio_duration": None}, "audio_duration"),
        ({**DESCRIPTION, "seed": -2}, "seed"),
        ({**DESCRIPTION, "seed": 2**63}, "seed"),
        ({**DESCRIPTION, "seed": 1.5}, "seed"),
        ({**DESCRIPTION, "guidance_scale": 0.9}, "guidance_scale"),
        ({**DESCRIPTION, "guidance_scale": 30.1}, "guidance_scale"),
        ({**DESCRIPTION, "infer_step": 0}, "infer_step"),
        ({**DESCRIPTION, "infer_step": 101}, "infer_step"),
        ({**DESCRIPTION, "takes": 0}, "takes"),
        ({**DESCRIPTION, "takes": 5}, "takes"),
        ({**DESCRIPTION, "owner_id": str(uuid4())}, "owner_id"),
    ],
)
async def test_everything_outside_names_its_field_and_costs_nothing(
    mara: httpx.AsyncClient, request_body: dict[str, Any], field: str
) -> None:
    answer = await mara.post("/api/songs", json=request_body)

    assert_problem(answer, 422, "invalid_request", field=field)
    assert (await mara.get("/api/songs")).json()["items"] == []
    assert await available(mara) == 10


@pytest.mark.parametrize(
    "body",
    [
        b'{"mode": "description", "full_desc',
        b"",
        b"[]",
        b"null",
        b"[" * 10_000,
        b'{"mode": "description", "full_described_song": "\\ud800"}',
        b'{"mode": "description", "full_described_song": "x", "audio_duration": NaN}',
        b'{"mode": "description", "full_described_song": "\xff"}',
    ],
)
async def test_a_body_that_is_no_request_is_refused(
    mara: httpx.AsyncClient, body: bytes
) -> None:
    answer = await mara.post(
        "/api/songs", content=body, headers={"Content-Type": "application/json"}
    )

    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_a_form_is_not_taken_for_json(mara: httpx.AsyncClient) -> None:
    answer = await mara.post(
        "/api/songs", content=b'{"mode": "x"}', headers={"Content-Type": "text/plain"}
    )

    assert_problem(answer, 422, "invalid_request", field="body")


async def test_a_body_of_megabytes_is_not_read(mara: httpx.AsyncClient) -> None:
    answer = await mara.post("/api/songs", json={**LYRICS, "lyrics": "l" * 2_000_000})

    assert_problem(answer, 413, "request_entity_too_large")


async def test_takes_are_songs_with_seeds_of_their_own(
    mara: httpx.AsyncClient,
) -> None:
    answer = await mara.post("/api/songs", json={**DESCRIPTION, "takes": 3, "seed": 5})

    assert [song["seed"] for song in answer.json()["songs"]] == [5, 6, 7]


async def test_a_seed_is_chosen_when_none_is_given(mara: httpx.AsyncClient) -> None:
    answer = await mara.post("/api/songs", json={**DESCRIPTION, "takes": 2})

    seeds = {song["seed"] for song in answer.json()["songs"]}
    assert len(seeds) == 2
    assert min(seeds) >= 0


async def test_without_credits_nothing_starts(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    me = (await mara.get("/api/auth/me")).json()
    async with sessions.begin() as session:
        await Ledger(session).reserve(me["id"], 9, song_id=uuid4())

    answer = await mara.post("/api/songs", json={**DESCRIPTION, "takes": 2})

    assert_problem(answer, 402, "insufficient_credits")
    assert answer.json()["available"] == 1
    assert answer.json()["price"] == 2
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_credits_promised_to_waiting_songs_are_not_promised_twice(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    """No worker runs here, so no credit is reserved yet."""
    me = (await mara.get("/api/auth/me")).json()
    async with sessions.begin() as session:
        await Ledger(session).reserve(me["id"], 8, song_id=uuid4())

    answers = await asyncio.gather(
        *(mara.post("/api/songs", json=DESCRIPTION) for _ in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [202, 202, 402, 402]


async def test_unfinished_songs_have_a_limit(mara: httpx.AsyncClient) -> None:
    await ask(mara, takes=4)
    await ask(mara, takes=2)

    answer = await mara.post("/api/songs", json=DESCRIPTION)

    assert_problem(answer, 429, "quota_exceeded")
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["limit"] == 6


async def test_racing_requests_do_not_pass_the_limit(
    mara: httpx.AsyncClient,
) -> None:
    answers = await asyncio.gather(
        *(mara.post("/api/songs", json=DESCRIPTION) for _ in range(9))
    )

    assert sorted(answer.status_code for answer in answers) == [202] * 6 + [429] * 3


async def test_the_same_key_and_body_get_the_same_songs(
    mara: httpx.AsyncClient,
) -> None:
    headers = {"Idempotency-Key": "press-once"}

    first, second = [
        await mara.post("/api/songs", json=DESCRIPTION, headers=headers)
        for _ in range(2)
    ]

    assert second.status_code == 202
    assert second.json()["songs"][0]["id"] == first.json()["songs"][0]["id"]
    assert len((await mara.get("/api/songs")).json()["items"]) == 1


async def test_the_same_key_with_another_body_is_refused(
    mara: httpx.AsyncClient,
) -> None:
    headers = {"Idempotency-Key": "press-once"}
    await mara.post("/api/songs", json=DESCRIPTION, headers=headers)

    answer = await mara.post("/api/songs", json=LYRICS, headers=headers)

    assert_problem(answer, 422, "idempotency_key_reused")


async def test_a_key_is_forgotten_after_a_day(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    headers = {"Idempotency-Key": "press-daily"}
    await mara.post("/api/songs", json=DESCRIPTION, headers=headers)
    async with sessions.begin() as session:
        await session.execute(
            text(
                "UPDATE idempotent_requests SET created_at = now() - interval '25 hours'"
            )
        )

    answer = await mara.post("/api/songs", json=LYRICS, headers=headers)

    assert answer.status_code == 202
    assert len((await mara.get("/api/songs")).json()["items"]) == 2


async def test_racing_requests_with_one_key_make_one_song(
    mara: httpx.AsyncClient,
) -> None:
    headers = {"Idempotency-Key": "press-often"}

    answers = await asyncio.gather(
        *(mara.post("/api/songs", json=DESCRIPTION, headers=headers) for _ in range(8))
    )

    assert {answer.status_code for answer in answers} <= {202, 409}
    in_flight = [answer for answer in answers if answer.status_code == 409]
    assert all(answer.headers["retry-after"] for answer in in_flight)
    assert len((await mara.get("/api/songs")).json()["items"]) == 1


async def test_one_persons_key_is_nothing_to_another(
    mara: httpx.AsyncClient, new_person: Any
) -> None:
    headers = {"Idempotency-Key": "press-once"}
    mine = await mara.post("/api/songs", json=DESCRIPTION, headers=headers)
    rui = await new_person()

    theirs = await rui.post("/api/songs", json=DESCRIPTION, headers=headers)

    assert theirs.json()["songs"][0]["id"] != mine.json()["songs"][0]["id"]


async def test_asking_needs_a_signed_in_person(nobody: httpx.AsyncClient) -> None:
    assert_problem(
        await nobody.post("/api/songs", json=DESCRIPTION), 401, "not_signed_in"
    )
