"""Scripts of our own pages may read from the bucket; those of other sites may not."""

from collections.abc import Iterator

import boto3
import httpx
import pytest
from botocore.client import Config

from devstack.cors import origins_of
from devstack.seaweedfs import REGION, SeaweedFS
from devstack.testing import running_seaweedfs

OURS = "http://localhost:8000"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    folder = tmp_path_factory.mktemp("read by scripts")
    with running_seaweedfs(folder, origins=origins_of(OURS)) as running:
        yield running


@pytest.fixture(scope="module")
def address(server: SeaweedFS) -> str:
    """Of an object, presigned."""
    client = boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name=REGION,
        aws_access_key_id=server.key.id,
        aws_secret_access_key=server.key.secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    client.put_object(Bucket=server.bucket, Key="song", Body=b"0123456789")
    url: str = client.generate_presigned_url(
        "get_object", Params={"Bucket": server.bucket, "Key": "song"}
    )
    return url


def _preflight(address: str, *, origin: str, method: str = "GET") -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "range",
    }
    return httpx.options(address, headers=headers)


@pytest.mark.parametrize("origin", [OURS, "http://127.0.0.1:8000"])
def test_our_own_pages_read_parts_and_are_told_which(address: str, origin: str) -> None:
    part = httpx.get(address, headers={"Origin": origin, "Range": "bytes=2-4"})

    told = part.headers["access-control-expose-headers"].lower()
    assert part.content == b"234"
    assert part.headers["access-control-allow-origin"] == origin
    assert {"content-range", "content-length", "accept-ranges"} <= set(told.split(", "))
    assert _preflight(address, origin=origin).status_code == 200


def test_our_own_pages_only_read(address: str) -> None:
    read = _preflight(address, origin=OURS)
    written = _preflight(address, origin=OURS, method="PUT")

    assert read.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "access-control-allow-methods" not in written.headers


@pytest.mark.parametrize(
    "origin", ["http://localhost:8001", "https://localhost:8000", "http://x.example"]
)
def test_pages_of_other_sites_are_told_nothing(address: str, origin: str) -> None:
    answer = httpx.get(address, headers={"Origin": origin})

    assert "access-control-allow-origin" not in answer.headers
    assert _preflight(address, origin=origin).status_code == 403


@pytest.mark.parametrize(
    ("public_url", "origins"),
    [
        ("http://localhost:8000/", (OURS, "http://127.0.0.1:8000")),
        ("https://Music.Example.org:443", ("https://music.example.org",)),
        ("http://[::1]:9000", ("http://[::1]:9000",)),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(
    public_url: str, origins: tuple[str, ...]
) -> None:
    assert origins_of(public_url) == origins
