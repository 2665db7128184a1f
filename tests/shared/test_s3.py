import base64
import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError
from pydantic import SecretStr

from shared.errors import NotFound
from shared.s3 import S3Storage, attachment
from shared.settings import StorageSettings

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.mp3"
    path.write_bytes(bytes(range(256)) * 1000)
    return path


def put(storage: S3Storage, key: str, path: Path, name: str = "Ana - Sea.mp3") -> None:
    storage.put_file(key, path, content_type="audio/mpeg", download_name=name)


def test_an_object_comes_back_as_it_was_stored(storage: S3Storage, song: Path) -> None:
    stored = storage.put_file(
        "songs/1/a.mp3", song, content_type="audio/mpeg", download_name="a.mp3"
    )
    storage.get_file("songs/1/a.mp3", song.with_name("back.mp3"))

    assert song.with_name("back.mp3").read_bytes() == song.read_bytes()
    assert stored.key == "songs/1/a.mp3"
    assert stored.content_type == "audio/mpeg"
    assert stored.size_bytes == 256_000
    assert stored.sha256 == hashlib.sha256(song.read_bytes()).hexdigest()


def test_storing_a_key_again_replaces_it(storage: S3Storage, song: Path) -> None:
    put(storage, "songs/2/a.mp3", song)
    song.write_bytes(b"second")

    put(storage, "songs/2/a.mp3", song)
    storage.get_file("songs/2/a.mp3", song.with_name("back.mp3"))

    assert song.with_name("back.mp3").read_bytes() == b"second"


def raw_client(settings: StorageSettings) -> "S3Client":
    return boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url,
        region_name=settings.aws_region,
        aws_access_key_id=settings.aws_access_key_id,
        aws_secret_access_key=settings.aws_secret_access_key.get_secret_value(),
        config=Config(s3={"addressing_style": "path"}),
    )


def test_the_checksum_goes_along_and_stays_with_the_object(
    storage_settings: StorageSettings, storage: S3Storage, song: Path
) -> None:
    put(storage, "songs/3/a.mp3", song)

    kept = raw_client(storage_settings).head_object(
        Bucket=storage_settings.s3_bucket_name,
        Key="songs/3/a.mp3",
        ChecksumMode="ENABLED",
    )

    digest = hashlib.sha256(song.read_bytes())
    assert kept["ChecksumSHA256"] == base64.b64encode(digest.digest()).decode()
    assert kept["Metadata"] == {"sha256": digest.hexdigest()}


def test_the_server_refuses_bytes_that_do_not_match_their_checksum(
    storage_settings: StorageSettings,
) -> None:
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()

    with pytest.raises(ClientError, match="BadDigest"):
        raw_client(storage_settings).put_object(
            Bucket=storage_settings.s3_bucket_name,
            Key="songs/3/b.mp3",
            Body=b"song",
            ChecksumSHA256=wrong,
        )


def test_what_was_never_stored_is_not_found(storage: S3Storage, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        storage.get_file("songs/none/a.mp3", tmp_path / "a.mp3")

    assert not (tmp_path / "a.mp3").exists()


def test_a_missing_bucket_is_an_outage_and_not_a_missing_song(
    storage_settings: StorageSettings, tmp_path: Path
) -> None:
    storage = S3Storage(
        storage_settings.model_copy(update={"s3_bucket_name": "nowhere"})
    )

    with pytest.raises(ClientError):
        storage.get_file("songs/1/a.mp3", tmp_path / "a.mp3")
    with pytest.raises(ClientError):
        storage.check()


def test_a_prefix_is_deleted_whole_and_its_neighbours_stay(
    storage: S3Storage, song: Path
) -> None:
    for key in ("songs/4/a.mp3", "songs/4/b.flac", "songs/44/a.mp3"):
        put(storage, key, song)

    assert storage.delete_prefix("songs/4/") == 2
    assert storage.delete_prefix("songs/4/") == 0
    with pytest.raises(NotFound):
        storage.get_file("songs/4/a.mp3", song.with_name("back.mp3"))
    storage.get_file("songs/44/a.mp3", song.with_name("back.mp3"))


@pytest.mark.parametrize("prefix", ["", "songs/4"])
def test_a_prefix_that_could_hit_others_is_refused(
    storage: S3Storage, prefix: str
) -> None:
    with pytest.raises(ValueError, match="slash"):
        storage.delete_prefix(prefix)


def test_an_address_serves_parts_with_type_and_name(
    storage: S3Storage, song: Path
) -> None:
    put(storage, "songs/5/a.mp3", song, "Żółw - 歌.mp3")
    url = storage.presigned_url("songs/5/a.mp3", expires_in=60)

    answer = httpx.get(url, headers={"Range": "bytes=10-19"})

    assert answer.status_code == HTTPStatus.PARTIAL_CONTENT
    assert answer.content == song.read_bytes()[10:20]
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["content-disposition"] == attachment("Żółw - 歌.mp3")


def test_an_address_can_ask_for_another_name(storage: S3Storage, song: Path) -> None:
    put(storage, "songs/6/a.mp3", song)
    url = storage.presigned_url("songs/6/a.mp3", expires_in=60, download_name="b.mp3")

    answer = httpx.get(url)

    assert answer.headers["content-disposition"] == attachment("b.mp3")


def test_an_address_that_was_changed_is_refused(storage: S3Storage, song: Path) -> None:
    for key in ("songs/7/a.mp3", "songs/8/a.mp3"):
        put(storage, key, song)
    url = storage.presigned_url("songs/7/a.mp3", expires_in=60)

    answer = httpx.get(url.replace("songs/7", "songs/8"))

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_an_address_that_is_too_old_is_refused(storage: S3Storage, song: Path) -> None:
    put(storage, "songs/9/a.mp3", song)
    url = storage.presigned_url("songs/9/a.mp3", expires_in=1)

    with httpx.Client() as client:
        # Asks until the server's own clock has moved on; pytest ends it otherwise.
        while (status := client.get(url).status_code) == HTTPStatus.OK:
            pass

    assert status == HTTPStatus.FORBIDDEN


def test_a_bucket_within_reach_passes_the_check(storage: S3Storage) -> None:
    storage.check()


def test_a_wrong_secret_does_not_pass_the_check(
    storage_settings: StorageSettings,
) -> None:
    wrong = {"aws_secret_access_key": SecretStr("wrong")}

    with pytest.raises(ClientError):
        S3Storage(storage_settings.model_copy(update=wrong)).check()


def test_a_server_that_is_away_is_told_in_seconds(
    storage_settings: StorageSettings,
) -> None:
    nowhere = {"s3_endpoint_url": "http://127.0.0.1:9"}

    with pytest.raises(EndpointConnectionError):
        S3Storage(storage_settings.model_copy(update=nowhere)).check()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a b.mp3", "attachment; filename=\"a b.mp3\"; filename*=UTF-8''a%20b.mp3"),
        (
            'ü"%.mp3',
            "attachment; filename=\"___.mp3\"; filename*=UTF-8''%C3%BC%22%25.mp3",
        ),
    ],
)
def test_names_in_any_script_survive_the_header(name: str, header: str) -> None:
    assert attachment(name) == header
