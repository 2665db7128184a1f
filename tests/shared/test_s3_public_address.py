"""Browsers may reach the bucket at another address than our services do."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from shared.s3 import S3Storage
from shared.settings import StorageSettings


@pytest.fixture
def public(storage_settings: StorageSettings) -> StorageSettings:
    """The same server under the name by which a browser knows it."""
    assert storage_settings.s3_endpoint_url is not None
    named = storage_settings.s3_endpoint_url.replace("127.0.0.1", "localhost")
    return storage_settings.model_copy(update={"s3_public_endpoint_url": named})


def test_an_address_is_signed_for_the_name_that_browsers_use(
    public: StorageSettings, tmp_path: Path
) -> None:
    storage = S3Storage(public)
    file = tmp_path / "song.mp3"
    file.write_bytes(b"0123456789")
    storage.put_file("p/a.mp3", file, content_type="audio/mpeg", download_name="a.mp3")

    url = storage.presigned_url("p/a.mp3", expires_in=60)
    answer = httpx.get(url, headers={"Range": "bytes=2-4"})
    elsewhere = httpx.get(url.replace("localhost", "127.0.0.1"))

    assert urlsplit(url).hostname == "localhost"
    assert answer.content == b"234"
    # The name is part of what is signed: it could not have been put in afterwards.
    assert elsewhere.status_code == HTTPStatus.FORBIDDEN


def test_our_own_requests_go_the_inner_way(
    public: StorageSettings, tmp_path: Path
) -> None:
    nowhere = public.model_copy(update={"s3_public_endpoint_url": "http://localhost:9"})

    S3Storage(nowhere).check()


def test_a_bucket_at_amazon_may_have_another_public_address() -> None:
    settings = StorageSettings(
        s3_bucket_name="songs",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        s3_public_endpoint_url="https://media.example.org",
    )

    url = urlsplit(S3Storage(settings).presigned_url("a.mp3", expires_in=60))

    assert f"{url.scheme}://{url.netloc}{url.path}" == (
        "https://media.example.org/songs/a.mp3"
    )
