"""Who may ask the original's endpoints, and for what."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.gateway.compat.requests import (
    Asked,
    FromDescription,
    WithDescribedLyrics,
    WithLyrics,
)
from shared.db import Sessions
from shared.ledger import Ledger
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.compat.original import (
    ADDRESSES,
    BODIES,
    DESCRIBED,
    DESCRIPTION,
    LYRICS,
    RESULTS,
)
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.keys import bearer, modal, new_key


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
