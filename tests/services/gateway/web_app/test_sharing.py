"""The page that a link to a song opens, and the public addresses in its head."""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from shared.db import Sessions
from shared.models.song import Song
from shared.settings import StorageSettings
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.following import a_ready_song
from tests.services.gateway.test_browser_safety import assert_safe
from tests.services.gateway.web_app.conftest import PAGE, head_of

MARKUP = """</title><script>alert("1")</script><b a='x' \\1 & &amp;"""


@pytest.fixture
async def song(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> AsyncIterator[dict[str, Any]]:
    """Ready, and nobody's but Mara's."""
    async with a_ready_song(mara, temporal, songs) as made:
        yield made


async def _change(sessions: Sessions, song_id: str, **values: Any) -> None:
    async with sessions.begin() as session:
        song = await session.get_one(Song, UUID(song_id))
        for name, value in values.items():
            setattr(song, name, value)


def _tags(answer: httpx.Response) -> dict[str, str]:
    found = re.findall(
        r'<meta (?:name|property)="([\w:-]+)" content="([^"]*)">', head_of(answer)
    )
    names = [name for name, _ in found]
    assert len(names) == len(set(names)), "a tag is there twice"
    return {name: unescape(content) for name, content in found}


async def test_a_published_song_says_what_it_is(
    song: dict[str, Any],
    sessions: Sessions,
    nobody: httpx.AsyncClient,
    gateway_url: str,
) -> None:
    await _change(sessions, song["id"], title="Night Train", published=True)

    answer = await nobody.get(f"/s/{song['id']}")
    tags = _tags(answer)

    assert answer.status_code == 200
    assert "<title>Night Train by Mara · MusicGenerator</title>" in answer.text
    page = f"{gateway_url}/s/{song['id']}"
    assert f'<link rel="canonical" href="{page}">' in answer.text
    assert tags["og:url"] == page
    assert tags["og:type"] == "music.song"
    assert tags["og:title"] == tags["twitter:title"] == "Night Train"
    assert tags["description"].startswith("A song by Mara")
    assert tags["og:description"] == tags["twitter:description"] == tags["description"]
    assert tags["music:duration"] == "30"
    assert tags["twitter:card"] == "summary"
    assert tags["og:audio:type"] == "audio/mpeg"
    assert '<div id="root">' in answer.text
    assert_safe(answer, policy=None)


async def test_the_addresses_in_its_head_lead_to_cover_and_sound(
    song: dict[str, Any],
    sessions: Sessions,
    nobody: httpx.AsyncClient,
    storage_settings: StorageSettings,
) -> None:
    await _change(sessions, song["id"], published=True)
    tags = _tags(await nobody.get(f"/s/{song['id']}"))

    for name, key in {"og:image": "cover.png", "og:audio": "audio.mp3"}.items():
        for ask_for in (nobody.get, nobody.head):
            answer = await ask_for(tags[name])
            there = urlsplit(answer.headers["location"])
            assert answer.status_code == 307
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert (
                f"{there.scheme}://{there.netloc}" == storage_settings.s3_endpoint_url
            )
            assert there.path == f"/songs/songs/{song['id']}/{key}"
    assert tags["twitter:image"] == tags["og:image"]


async def test_a_title_of_markup_stays_a_title(
    song: dict[str, Any], sessions: Sessions, nobody: httpx.AsyncClient
) -> None:
    await _change(sessions, song["id"], title=MARKUP, published=True)

    answer = await nobody.get(f"/s/{song['id']}")

    [title] = re.findall(r"<title>(.*?)</title>", answer.text)
    assert unescape(title) == f"{MARKUP} by Mara · MusicGenerator"
    assert _tags(answer)["og:title"] == MARKUP
    assert answer.text.count("<script") == PAGE.count("<script")
    assert "<b " not in answer.text


async def test_a_song_without_a_cover_promises_none(
    song: dict[str, Any], sessions: Sessions, nobody: httpx.AsyncClient
) -> None:
    await _change(sessions, song["id"], published=True)
    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM song_objects WHERE name = 'cover'"))

    tags = _tags(await nobody.get(f"/s/{song['id']}"))

    assert "og:image" not in tags
    assert "twitter:image" not in tags
    assert_problem(await nobody.get(f"/api/songs/{song['id']}/cover"), 404, "not_found")


async def test_a_song_that_is_not_published_is_as_unknown_as_one_that_is_not_there(
    song: dict[str, Any],
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
) -> None:
    await _change(sessions, song["id"], title="Kept to Myself")
    addresses = [f"/s/{song['id']}", f"/s/{uuid4()}", "/s/no-id", "/s/%22%3E%3Cb%3E"]

    answers = [await nobody.get(path) for path in addresses]
    # Her own page is no other: who asks plays no part in what a link shows.
    answers.append(await mara.get(f"/s/{song['id']}"))

    shells = {re.sub(r"nonce.*?>", "", answer.text) for answer in answers}
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len(shells) == 1
    assert "Kept to Myself" not in shells.pop()
    assert _tags(answers[0])["robots"] == "noindex"
    assert _tags(answers[0])["description"] == "Describe a song; get one."
    for part in ("cover", "audio.mp3"):
        path = f"/api/songs/{song['id']}/{part}"
        assert_problem(await nobody.get(path), 404, "not_found")
        hers = await mara.get(path)
        assert hers.status_code == 307
        assert hers.headers["cross-origin-resource-policy"] == "same-origin"


async def test_an_unfinished_song_has_neither_cover_nor_sound(
    mara: httpx.AsyncClient,
) -> None:
    song = await ask(mara)

    cover = await mara.get(f"/api/songs/{song['id']}/cover")
    sound = await mara.get(f"/api/songs/{song['id']}/audio.mp3")

    assert_problem(cover, 404, "not_found")
    assert_problem(sound, 409, "song_not_ready")


async def test_a_head_request_of_a_shared_song_has_no_body(
    song: dict[str, Any], sessions: Sessions, nobody: httpx.AsyncClient
) -> None:
    await _change(sessions, song["id"], published=True)

    answer = await nobody.head(f"/s/{song['id']}")

    assert (answer.status_code, answer.content) == (200, b"")
