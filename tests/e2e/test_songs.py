"""Songs of every mode, from the request to what a listener gets."""

import io
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_powers,
    integrated_loudness,
)
from tests.e2e.asking import (
    DESCRIBED,
    DESCRIPTION,
    LYRICS,
    ask,
    ask_for,
    available,
    ended,
)
from tests.e2e.audit import broken_rules, digest_of, keys_of
from tests.e2e.people import sign_up
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_LOUDNESS_LUFS = -14.0
_REQUESTS = ({**DESCRIPTION, "takes": 2}, LYRICS, DESCRIBED)

Song = dict[str, Any]


@pytest.fixture(scope="module")
async def listener(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    async with sign_up(stack) as client:
        yield client


@pytest.fixture(scope="module")
async def album(listener: httpx.AsyncClient) -> list[Song]:
    """Four songs, ready: two takes of a description, given lyrics, an instrumental."""
    asked = [song for each in _REQUESTS for song in await ask_for(listener, each)]
    return [await ended(listener, song) for song in asked]


async def fetch(client: httpx.AsyncClient, song: Song, *, format: str) -> bytes:
    """A song's sound by way of its presigned address, without any cookie."""
    answer = await client.get(
        f"/api/songs/{song['id']}/audio", params={"format": format}
    )
    link = answer.raise_for_status().json()
    async with httpx.AsyncClient(trust_env=False) as stranger:
        sound = (await stranger.get(link["url"])).raise_for_status().content
    assert len(sound) == link["bytes"]
    return sound


async def test_each_mode_gives_a_ready_song(album: list[Song]) -> None:
    assert [song["status"] for song in album] == ["ready"] * 4
    assert len({song["seed"] for song in album[:2]}) == 2
    assert album[2]["lyrics"] == LYRICS["lyrics"]
    assert [bool(song["lyrics"]) for song in album] == [True, True, True, False]
    assert all(song["title"] and song["categories"] for song in album)


async def test_each_take_costs_one_credit(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    assert len(album) == 4
    assert await available(listener) == 6


async def test_each_song_has_its_objects_as_recorded(
    album: list[Song], stack: RunningStack
) -> None:
    for song in album:
        assert {"audio.flac", "audio.mp3", "cover.png"} <= set(keys_of(stack, song))
    assert await broken_rules(stack) == []


async def test_each_song_is_as_long_and_as_loud_as_promised(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    for song in album:
        mp3 = await fetch(listener, song, format="mp3")

        samples, rate = soundfile.read(io.BytesIO(mp3), dtype="float32")

        assert abs(len(samples) / rate - song["audio_duration"]) < 0.5
        loudness = integrated_loudness(hop_powers(samples))
        assert abs(loudness - _LOUDNESS_LUFS) < 1


async def test_the_master_is_the_same_music_without_loss(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    flac = await fetch(listener, album[0], format="flac")

    with soundfile.SoundFile(io.BytesIO(flac)) as master:
        facts = (master.samplerate, master.channels, master.format)
        seconds = master.frames / master.samplerate
    assert facts == (48_000, 2, "FLAC")
    assert abs(seconds - album[0]["audio_duration"]) < 0.5


async def test_a_player_can_ask_for_a_part_of_a_song(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    whole = await fetch(listener, album[0], format="mp3")
    answer = await listener.get(f"/api/songs/{album[0]['id']}/audio")

    async with httpx.AsyncClient(trust_env=False) as player:
        part = await player.get(
            answer.json()["url"], headers={"Range": "bytes=1000-1999"}
        )

    assert part.status_code == HTTPStatus.PARTIAL_CONTENT
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(whole)}"
    assert part.content == whole[1000:2000]


async def test_the_cover_can_be_seen_without_a_cookie(album: list[Song]) -> None:
    async with httpx.AsyncClient(trust_env=False) as stranger:
        cover = await stranger.get(album[0]["cover_url"])

    assert cover.status_code == HTTPStatus.OK
    assert cover.headers["content-type"] == "image/png"


async def test_a_wav_is_made_when_it_is_first_asked_for(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    address = f"/api/songs/{album[1]['id']}/audio?format=wav"

    first = await listener.get(address)

    async def is_there() -> bool:
        return (await listener.get(address)).status_code == HTTPStatus.OK

    await until_true(is_there, what="the WAV is made", within_seconds=20)
    wav, _ = soundfile.read(
        io.BytesIO(await fetch(listener, album[1], format="wav")), dtype="int32"
    )
    flac, _ = soundfile.read(
        io.BytesIO(await fetch(listener, album[1], format="flac")), dtype="int32"
    )
    assert first.status_code == HTTPStatus.ACCEPTED
    assert int(first.headers["retry-after"]) > 0
    assert np.array_equal(wav, flac)


async def test_the_waveform_shows_where_the_song_is_loud(
    album: list[Song], listener: httpx.AsyncClient
) -> None:
    answer = await listener.get(f"/api/songs/{album[0]['id']}/waveform")

    waveform = answer.raise_for_status().json()
    assert waveform["duration"] == album[0]["audio_duration"]
    assert all(0 <= peak <= 1 for peak in waveform["peaks"])
    assert max(waveform["peaks"]) > 0.5


async def test_the_same_recipe_and_seed_give_the_same_bytes(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    asked = [await ask(mara, seed=4711) for _ in range(2)]

    first, second = [await ended(mara, song) for song in asked]

    assert first["id"] != second["id"]
    for name in ("audio.flac", "audio.mp3", "cover.png"):
        assert digest_of(stack, first, name) == digest_of(stack, second, name)
