"""Asking for a song once more: the same recipe makes the same song."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import SongRecipe
from shared.db import Sessions
from shared.ledger import Ledger
from shared.models.song import Song
from shared.song_workflows import recipe_of
from tests.services.gateway.asking import (
    DESCRIPTION,
    LYRICS,
    ask,
    assert_problem,
    available,
)
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.following import a_ready_song


async def again(
    client: httpx.AsyncClient, song: dict[str, Any], **body: Any
) -> dict[str, Any]:
    answer = await client.post(f"/api/songs/{song['id']}/regenerate", json=body)
    assert answer.status_code == 202, answer.text
    [copy] = answer.json()["songs"]
    assert answer.headers["location"] == f"/api/songs/{copy['id']}"
    made: dict[str, Any] = copy
    return made


async def recipe(sessions: Sessions, song: dict[str, Any]) -> SongRecipe:
    async with sessions() as session:
        return recipe_of(await session.get_one(Song, UUID(song["id"])))


async def test_what_a_model_wrote_is_written_once_more(
    mara: httpx.AsyncClient,
    temporal: Client,
    sessions: Sessions,
    songs: DatabaseSongActivities,
) -> None:
    """The recipe and its seed are all that the engine is told: from them it all follows."""
    async with a_ready_song(mara, temporal, songs) as song:
        pass

    copy = await again(mara, song)

    assert await recipe(sessions, copy) == await recipe(sessions, song)
    assert copy["seed"] == song["seed"]
    assert copy["parent_song_id"] == song["id"]
    assert (song["title"], copy["title"]) == ("Night Train", "Untitled")
    assert (copy["status"], copy["lyrics"], copy["mini_peaks"]) == ("queued", "", None)


@pytest.mark.parametrize(
    "request_body",
    [
        {**DESCRIPTION, "infer_step": 20, "guidance_scale": 7.5, "title": "Mine"},
        {**LYRICS, "instrumental": True, "lyrics": "", "audio_duration": 61},
    ],
)
async def test_all_that_was_asked_is_asked_again(
    mara: httpx.AsyncClient, sessions: Sessions, request_body: dict[str, Any]
) -> None:
    [song] = (await mara.post("/api/songs", json=request_body)).json()["songs"]

    copy = await again(mara, song)

    assert await recipe(sessions, copy) == await recipe(sessions, song)
    own = {"id", "parent_song_id", "created_at"}
    assert {key for key in song if song[key] != copy[key]} == own


async def test_another_seed_changes_only_the_seed(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song = await ask(mara, seed=7)

    chosen = await again(mara, song, seed=2**53 - 1)
    drawn = await again(mara, song, seed=-1)

    assert chosen["seed"] == 2**53 - 1
    assert drawn["seed"] >= 0
    # One in two thousand million.
    assert drawn["seed"] != 7
    recipes = [await recipe(sessions, each) for each in (song, chosen, drawn)]
    assert len({each.full_described_song for each in recipes}) == 1


@pytest.mark.parametrize("seed", [-2, 2**53, 1.5, "7"])
async def test_a_seed_that_cannot_be_is_refused(
    mara: httpx.AsyncClient, seed: object
) -> None:
    song = await ask(mara)

    answer = await mara.post(f"/api/songs/{song['id']}/regenerate", json={"seed": seed})

    assert_problem(answer, 422, "invalid_request", field="seed")


async def test_takes_know_their_place_and_are_made_again_alone(
    mara: httpx.AsyncClient,
) -> None:
    body = {**DESCRIPTION, "takes": 3, "seed": 5}
    songs = (await mara.post("/api/songs", json=body)).json()["songs"]

    copy = await again(mara, songs[1])

    assert [(song["take"], song["takes"]) for song in songs] == [(1, 3), (2, 3), (3, 3)]
    assert (copy["take"], copy["takes"], copy["seed"]) == (1, 1, 6)


async def test_a_repeated_request_gets_the_same_answer(mara: httpx.AsyncClient) -> None:
    song = await ask(mara)
    path, headers = f"/api/songs/{song['id']}/regenerate", {"Idempotency-Key": "k"}

    first = await mara.post(path, json={"seed": 1}, headers=headers)
    second = await mara.post(path, json={"seed": 1}, headers=headers)
    other_seed = await mara.post(path, json={"seed": 2}, headers=headers)
    other_request = await mara.post("/api/songs", json=DESCRIPTION, headers=headers)

    assert second.json() == first.json()
    for answer in (other_seed, other_request):
        assert_problem(answer, 422, "idempotency_key_reused")
    assert (await mara.get("/api/songs/counts")).json()["all"] == 2


async def test_too_many_at_once_are_refused(mara: httpx.AsyncClient) -> None:
    song = await ask(mara, takes=3)
    await ask(mara, takes=3)

    answer = await mara.post(f"/api/songs/{song['id']}/regenerate", json={})

    assert_problem(answer, 429, "quota_exceeded")


async def test_who_cannot_pay_is_told_before_anything_starts(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    song = await ask(mara)
    async with sessions.begin() as session:
        # Nine of the ten are set aside for a song that is not listed here.
        await Ledger(session).reserve(UUID(song["owner"]["id"]), 9, song_id=UUID(int=1))

    answer = await mara.post(f"/api/songs/{song['id']}/regenerate", json={})

    assert_problem(answer, 402, "insufficient_credits")
    assert (await mara.get("/api/songs/counts")).json()["all"] == 1


async def test_somebody_elses_song_is_not_made_again(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        await mara.patch(f"/api/songs/{song['id']}", json={"published": True})
    rui = await new_person()

    answer = await rui.post(f"/api/songs/{song['id']}/regenerate", json={})

    assert_problem(answer, 404, "not_found")
    assert await available(rui) == 10
