"""A bucket is listed a page at a time, in the order of its keys; an object can be read anew."""

import hashlib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shared.contracts import object_keys
from shared.errors import NotFound
from shared.models.base import utc_now
from shared.s3 import S3Storage


def put(storage: S3Storage, key: str, content: bytes, folder: Path) -> None:
    path = folder / "object"
    path.write_bytes(content)
    storage.put_file(key, path, content_type="audio/mpeg", download_name="a.mp3")


def test_a_list_is_sorted_and_tells_size_and_age(
    storage: S3Storage, tmp_path: Path
) -> None:
    root = f"listed-{uuid4().hex}/"
    keys = [f"{root}{uuid4()}/audio.mp3" for _ in range(12)]
    for number, key in enumerate(keys):
        put(storage, key, b"x" * number, tmp_path)

    listed = [each for page in storage.list_prefix(root) for each in page]

    assert [each.key for each in listed] == sorted(keys)
    assert {each.key: each.size_bytes for each in listed} == {
        key: number for number, key in enumerate(keys)
    }
    ages = [utc_now() - each.changed_at for each in listed]
    assert timedelta(seconds=-1) < min(ages) <= max(ages) < timedelta(minutes=2)


def test_a_list_goes_on_after_a_key(storage: S3Storage, tmp_path: Path) -> None:
    root = f"listed-{uuid4().hex}/"
    for name in "abc":
        put(storage, root + name, b"x", tmp_path)

    pages = storage.list_prefix(root, after=f"{root}a")

    assert [each.key for page in pages for each in page] == [f"{root}b", f"{root}c"]


def test_the_digest_is_of_what_is_stored_now(
    storage: S3Storage, tmp_path: Path
) -> None:
    key, content = f"digested-{uuid4().hex}", b"music" * 500_000
    put(storage, key, content, tmp_path)

    assert storage.sha256_of(key) == hashlib.sha256(content).hexdigest()


def test_what_is_not_there_has_no_digest(storage: S3Storage) -> None:
    with pytest.raises(NotFound):
        storage.sha256_of(f"digested-{uuid4().hex}")


@pytest.mark.parametrize(
    "key", ["songs/x/audio.mp3", "songs/readme.txt", "other/a", "songs/", ""]
)
def test_a_key_that_no_song_can_have_has_no_song(key: str) -> None:
    assert object_keys.song_of(key) is None


def test_a_key_tells_its_song() -> None:
    song_id = uuid4()

    assert object_keys.song_of(object_keys.cover(song_id)) == song_id
    assert object_keys.song_of(object_keys.prefix(song_id)) is None
    assert object_keys.song_of(object_keys.cover(song_id).upper()) is None
