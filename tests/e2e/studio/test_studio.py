"""The studio engine makes whole songs, through the real workflow, whatever dies."""

import io
import signal
from typing import Any

import httpx
import pytest
import soundfile

from tests.e2e.asking import (
    DESCRIBED,
    DESCRIPTION,
    LYRICS,
    ask,
    ask_for,
    available,
    composing,
    ended,
)
from tests.e2e.audit import broken_rules, digest_of, ends_of, keys_of, settled
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until

_LONG: dict[str, Any] = {"audio_duration": 120, "infer_step": 20}
"""A song that is not composed before the test can strike."""
_END_SECONDS = 100.0
_TURBO = (8, 1.0)
"""The tiny composer is a turbo: steps and guidance that it takes by itself."""

Song = dict[str, Any]


async def test_each_mode_gives_a_ready_song_that_says_how_it_was_made(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    asked = [
        song
        for request in ({**DESCRIPTION, "takes": 2}, LYRICS, DESCRIBED)
        for song in await ask_for(mara, request)
    ]

    songs = [await ended(mara, song, within_seconds=_END_SECONDS) for song in asked]

    assert [song["status"] for song in songs] == ["ready"] * 4, songs
    assert [bool(song["lyrics"]) for song in songs] == [True, True, True, False]
    assert songs[2]["lyrics"] == LYRICS["lyrics"]
    assert {(s["infer_step"], s["guidance_scale"]) for s in songs} == {_TURBO}
    assert {(s["engine"], s["model_revision"]) for s in songs} == {("studio", "1")}
    assert all(
        song["title"] and song["prompt"] and song["categories"] for song in songs
    )
    assert await available(mara) == 6
    for song in songs:
        assert abs(await seconds_of(mara, song) - song["audio_duration"]) < 0.5
    assert await broken_rules(stack) == []


async def seconds_of(client: httpx.AsyncClient, song: Song) -> float:
    answer = await client.get(f"/api/songs/{song['id']}/audio?format=flac")
    async with httpx.AsyncClient(trust_env=False) as stranger:
        sound = await stranger.get(answer.raise_for_status().json()["url"])
    with soundfile.SoundFile(io.BytesIO(sound.content)) as file:
        return float(file.frames / file.samplerate)


async def test_people_are_told_which_models_made_their_songs(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ended(mara, await ask(mara), within_seconds=_END_SECONDS)

    told = (await mara.get("/api/engine")).raise_for_status().json()

    assert told["engine"] == "studio"
    assert [model["role"] for model in told["models"]] == [
        "lyricist",
        "composer",
        "painter",
    ]
    with stack.database() as connection:
        [recorded] = connection.execute(
            "SELECT models FROM songs WHERE id = %s", (song["id"],)
        ).fetchone() or [None]
    assert recorded == told["models"]


async def test_the_same_recipe_and_seed_give_the_same_sound(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    songs = [
        await ended(mara, await ask(mara, seed=4711), within_seconds=_END_SECONDS)
        for _ in range(2)
    ]

    first, second = (digest_of(stack, song, "audio.flac") for song in songs)

    assert first == second
    assert songs[0]["lyrics"] == songs[1]["lyrics"]


async def test_a_cancelled_song_frees_the_engine_and_gives_its_credit_back(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    unwanted = await ask(mara, **_LONG)
    await composing(mara, unwanted)

    await mara.post(f"/api/songs/{unwanted['id']}/cancel")
    cancelled = await ended(mara, unwanted, within_seconds=30)
    following = await ended(mara, await ask(mara), within_seconds=_END_SECONDS)
    await settled(stack)

    assert cancelled["status"] == "cancelled"
    assert keys_of(stack, cancelled) == []
    assert following["status"] == "ready"
    assert await available(mara) == 9


@pytest.mark.timeout(240)
async def test_a_song_is_ready_although_its_models_were_killed_while_composing(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ask(mara, **_LONG)
    await composing(mara, song)

    stack.kill_engines()
    finished = await ended(mara, song, within_seconds=_END_SECONDS)

    assert finished["status"] == "ready", finished["failure"]
    assert ends_of(stack, song) == ["capture"]
    assert await broken_rules(stack) == []


@pytest.mark.timeout(240)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_a_song_is_ready_although_its_worker_left_while_composing(
    stack: RunningStack, mara: httpx.AsyncClient, number: signal.Signals
) -> None:
    song = await ask(mara, **_LONG)
    await composing(mara, song)
    heard = len(stack.said())

    stack.kill("inference-worker", number=number)
    await until(
        lambda: "inference-worker: ready" in stack.said()[heard:],
        what="the worker is back",
        within_seconds=_END_SECONDS,
    )
    finished = await ended(mara, song, within_seconds=_END_SECONDS)

    assert finished["status"] == "ready", finished["failure"]
    assert ends_of(stack, song) == ["capture"]
    assert await broken_rules(stack) == []
