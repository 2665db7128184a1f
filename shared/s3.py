"""Object storage in a bucket that speaks S3."""

import base64
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from typing_extensions import override

from shared.contracts.songs import StoredObject
from shared.errors import NotFound
from shared.settings import StorageSettings
from shared.storage import ListedObject, ObjectStorage

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

_CONNECT_SECONDS: Final = 5
_READ_SECONDS: Final = 30
_BLOCK_BYTES: Final = 1_000_000
_ATTEMPTS: Final = 4
# Activities, requests and the health probe share one client.
_CONNECTIONS: Final = 32

# Whoever asks whether storage answers wants to know now.
_IMPATIENT: Final = Config(
    connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1}
)


class DeletionFailed(Exception):
    """The bucket kept objects that it was told to delete."""

    def __init__(self, *, count: int, code: str) -> None:
        super().__init__(f"{count} objects could not be deleted: {code}.")


class S3Storage(ObjectStorage):
    """Safe to share between threads."""

    def __init__(self, settings: StorageSettings) -> None:
        self._bucket = settings.s3_bucket_name
        self._client = connect(settings)
        self._signer = _signer_of(settings, otherwise=self._client)
        self._probe = connect(settings, config=_IMPATIENT)

    @override
    def put_file(
        self, key: str, path: Path, *, content_type: str, download_name: str
    ) -> StoredObject:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            file.seek(0)
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=file,
                ContentType=content_type,
                ContentDisposition=attachment(download_name),
                # The server refuses the object if what arrived is something else.
                ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
                # Kept beside the object too, for stores that forget checksums.
                Metadata={"sha256": digest.hexdigest()},
            )
        return StoredObject(
            key=key,
            content_type=content_type,
            size_bytes=path.stat().st_size,
            sha256=digest.hexdigest(),
        )

    @override
    def get_file(self, key: str, path: Path) -> None:
        with self._opened(key) as body, path.open("wb") as file:
            shutil.copyfileobj(body, file)

    @override
    def list_prefix(
        self, prefix: str, *, after: str = ""
    ) -> Iterator[Sequence[ListedObject]]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(
            Bucket=self._bucket, Prefix=prefix, StartAfter=after
        ):
            yield [
                ListedObject(
                    key=entry["Key"],
                    size_bytes=entry["Size"],
                    changed_at=entry["LastModified"],
                )
                for entry in page.get("Contents", [])
            ]

    @override
    def sha256_of(self, key: str) -> str:
        digest = hashlib.sha256()
        with self._opened(key) as body:
            while block := body.read(_BLOCK_BYTES):
                digest.update(block)
        return digest.hexdigest()

    @override
    def delete_prefix(self, prefix: str) -> int:
        if not prefix.endswith("/"):
            message = "A prefix without its slash would delete its neighbours too."
            raise ValueError(message)
        pages = self._client.get_paginator("list_objects_v2")
        deleted = 0
        for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
            found: list[ObjectIdentifierTypeDef] = [
                {"Key": entry["Key"]} for entry in page.get("Contents", [])
            ]
            if found:
                self._delete(found)
                deleted += len(found)
        return deleted

    @override
    def presigned_url(
        self, key: str, *, expires_in: int, download_name: str | None = None
    ) -> str:
        parameters: dict[str, Any] = {"Bucket": self._bucket, "Key": key}
        if download_name is not None:
            parameters["ResponseContentDisposition"] = attachment(download_name)
        return self._signer.generate_presigned_url(
            "get_object", Params=parameters, ExpiresIn=expires_in
        )

    @override
    def check(self) -> None:
        self._probe.head_bucket(Bucket=self._bucket)

    def _opened(self, key: str) -> "StreamingBody":
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            # The code, not status 404: a missing bucket is an outage, not an answer.
            if error.response["Error"]["Code"] == "NoSuchKey":
                message = "There is no such object in storage."
                raise NotFound(message) from None
            raise
        return answer["Body"]

    def _delete(self, objects: "list[ObjectIdentifierTypeDef]") -> None:
        answer = self._client.delete_objects(
            Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True}
        )
        errors = answer.get("Errors", [])
        if errors:
            code = errors[0].get("Code", "unknown")
            raise DeletionFailed(count=len(errors), code=code)


def attachment(name: str) -> str:
    """A Content-Disposition that saves as ``name``, in any script.

    RFC 6266, appendix D: plain ASCII for old clients, then RFC 8187 for the rest.
    """
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    quoted = plain.replace("\\", "_").replace('"', "_").replace("%", "_")
    return f"attachment; filename=\"{quoted}\"; filename*=UTF-8''{quote(name, safe='')}"


def _signer_of(settings: StorageSettings, *, otherwise: "S3Client") -> "S3Client":
    """The host is part of what is signed: an address cannot be turned to another later."""
    public = settings.s3_public_endpoint_url
    if public is None:
        return otherwise
    return connect(settings.model_copy(update={"s3_endpoint_url": public}))


def connect(settings: StorageSettings, *, config: Config | None = None) -> "S3Client":
    """A client of the bucket's store, with our patience; safe to share between threads."""
    patient = _config(is_amazon=settings.s3_endpoint_url is None)
    client: S3Client = boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url,
        region_name=settings.aws_region,
        aws_access_key_id=settings.aws_access_key_id,
        aws_secret_access_key=settings.aws_secret_access_key.get_secret_value(),
        config=patient.merge(config) if config else patient,
    )
    return client


def _config(*, is_amazon: bool) -> Config:
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "virtual" if is_amazon else "path"},
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"total_max_attempts": _ATTEMPTS, "mode": "standard"},
        max_pool_connections=_CONNECTIONS,
        # We name our own checksum; what boto3 adds, not every store understands.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
