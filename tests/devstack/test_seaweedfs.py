from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import boto3
import httpx
import pytest
from botocore.client import Config
from botocore.exceptions import ClientError
from mypy_boto3_s3 import S3Client

from devstack.seaweedfs import REGION, AccessKey, SeaweedFS, SeaweedPorts
from devstack.testing import running_seaweedfs


def _client(server: SeaweedFS, *, secret: str | None = None) -> S3Client:
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name=REGION,
        aws_access_key_id=server.key.id,
        aws_secret_access_key=secret or server.key.secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    """A server that was stopped after it was given an object, and started again."""
    folder = tmp_path_factory.mktemp("my objects")
    with running_seaweedfs(folder) as server:
        _client(server).put_object(Bucket=server.bucket, Key="song", Body=b"la la")
    with running_seaweedfs(folder) as server:
        yield server


def test_objects_are_still_there_after_a_restart(restarted: SeaweedFS) -> None:
    answer = _client(restarted).get_object(Bucket=restarted.bucket, Key="song")

    assert answer["Body"].read() == b"la la"


def test_a_wrong_secret_is_refused(restarted: SeaweedFS) -> None:
    stranger = _client(restarted, secret="wrong")

    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        stranger.list_objects_v2(Bucket=restarted.bucket)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_the_inner_door_is_shut_for_strangers(
    restarted: SeaweedFS, method: str
) -> None:
    inner = f"http://127.0.0.1:{restarted.ports.filer}/buckets/{restarted.bucket}/song"

    answer = httpx.request(method, inner)

    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_the_readiness_probe_leaves_nothing_in_the_bucket(
    restarted: SeaweedFS,
) -> None:
    restarted.check()

    listing = _client(restarted).list_objects_v2(Bucket=restarted.bucket)

    assert [found["Key"] for found in listing["Contents"]] == ["song"]


def test_it_reports_nothing_to_its_makers(tmp_path: Path) -> None:
    ports = SeaweedPorts(s3=1, master=2, volume=3, filer=4, admin=5)
    key = AccessKey(id="id", secret="secret")

    server = SeaweedFS(tmp_path, ports=ports, bucket="songs", key=key)

    assert "-master.telemetry=false" in server.command()
