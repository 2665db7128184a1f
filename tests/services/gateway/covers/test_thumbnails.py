"""Small covers: the right size, kept by the browser, and made once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from temporalio.client import Client
from typing_extensions import override

from services.gateway.covers.thumbnails import Thumbnails
from services.workflows.activities.songs import DatabaseSongActivities
from shared.models.song_object import SongObject
from shared.s3 import S3Storage
from shared.settings import StorageSettings
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.following import a_ready_song


def painted_in(folder: Path) -> Path:
    """As large as what the models paint, and as hard to pack."""
    path = folder / "cover.png"
    Image.effect_noise((1024, 1024), 60).convert("RGB").save(path)
    return path


@pytest.fixture
async def song(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    tmp_path: Path,
) -> AsyncIterator[dict[str, Any]]:
    """Ready, with a cover in storage, and nobody's but Mara's."""
    async with a_ready_song(mara, temporal, songs) as made:
        storage.put_file(
            f"songs/{made['id']}/cover.png",
            painted_in(tmp_path),
            content_type="image/png",
            download_name="cover.png",
        )
        yield made
        storage.delete_prefix(f"songs/{made['id']}/")


@pytest.mark.parametrize("width", [96, 768])
async def test_a_cover_comes_as_small_as_it_is_asked_for(
    mara: httpx.AsyncClient, song: dict[str, Any], width: int
) -> None:
    answer = await mara.get(f"/api/songs/{song['id']}/cover", params={"width": width})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(BytesIO(answer.content)).size == (width, width)
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_browser_that_has_it_is_not_sent_it_again(
    mara: httpx.AsyncClient, song: dict[str, Any]
) -> None:
    address = f"/api/songs/{song['id']}/cover?width=96"
    tag = (await mara.get(address)).headers["etag"]

    again = await mara.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


async def test_a_private_songs_cover_is_nobody_elses(
    nobody: httpx.AsyncClient, song: dict[str, Any]
) -> None:
    answer = await nobody.get(f"/api/songs/{song['id']}/cover?width=96")

    assert_problem(answer, 404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


async def test_another_size_is_refused(
    mara: httpx.AsyncClient, song: dict[str, Any]
) -> None:
    answer = await mara.get(f"/api/songs/{song['id']}/cover?width=4000")

    assert_problem(answer, 422, "invalid_request")


class CountingStorage(S3Storage):
    """The real one, which counts what is fetched."""

    fetched = 0

    @override
    def get_file(self, key: str, path: Path) -> None:
        self.fetched += 1
        super().get_file(key, path)


@pytest.fixture
def counting(storage_settings: StorageSettings) -> CountingStorage:
    return CountingStorage(storage_settings)


@pytest.fixture
def covers(counting: CountingStorage, tmp_path: Path) -> Iterator[list[SongObject]]:
    """Two, of songs that nobody has."""
    yield [_cover(counting, painted_in(tmp_path), name=name) for name in ("a", "b")]
    counting.delete_prefix("songs/of-nobody/")


def _cover(storage: CountingStorage, painted: Path, *, name: str) -> SongObject:
    stored = storage.put_file(
        f"songs/of-nobody/{name}.png",
        painted,
        content_type="image/png",
        download_name="cover.png",
    )
    cover = SongObject.of("cover", stored, song_id=uuid4())
    # The same picture twice would be one.
    cover.sha256 = name * 64
    return cover


async def test_it_is_made_once_for_all_who_ask_at_once(
    counting: CountingStorage, covers: list[SongObject]
) -> None:
    thumbnails = Thumbnails(counting)

    made = await asyncio.gather(*(thumbnails.of(covers[0], 96) for _ in range(20)))
    again = await thumbnails.of(covers[0], 96)
    larger = await thumbnails.of(covers[0], 384)

    assert counting.fetched == 1
    assert {*made, again} == {again}
    assert len(again) < len(larger) < covers[0].size_bytes / 10


async def test_what_was_not_used_for_longest_makes_room(
    counting: CountingStorage, covers: list[SongObject]
) -> None:
    first, second = covers
    thumbnails = Thumbnails(counting, kept_bytes=1)

    await thumbnails.of(first, 96)
    await thumbnails.of(second, 96)
    await thumbnails.of(first, 96)

    assert counting.fetched == 3


async def test_who_asks_first_may_go_away(
    counting: CountingStorage, covers: list[SongObject]
) -> None:
    thumbnails = Thumbnails(counting)
    first = asyncio.create_task(thumbnails.of(covers[0], 96))
    second = asyncio.create_task(thumbnails.of(covers[0], 96))
    await asyncio.sleep(0)

    first.cancel()

    assert len(await second) > 0
    assert counting.fetched == 1
