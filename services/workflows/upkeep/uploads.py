"""Uploads in parts that nobody has finished: they cost room, and no listing shows them."""

import asyncio
from typing import Final

import structlog
from botocore.exceptions import ClientError
from typing_extensions import override

from services.workflows.upkeep.parts import Beat, Found, Graces, Page, Part
from shared.contracts import object_keys
from shared.models.base import utc_now
from shared.s3 import connect
from shared.settings import StorageSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

KIND: Final = "unfinished_upload"
_NOT_OFFERED: Final = frozenset({"NotImplemented", "MethodNotAllowed"})


class UnfinishedUploads(Part):
    """We upload in one piece; these are of other programs, or of an operator's."""

    def __init__(self, settings: StorageSettings, graces: Graces) -> None:
        self._bucket = settings.s3_bucket_name
        self._client = connect(settings)
        self._graces = graces

    @override
    async def find(self, after: str) -> Page:
        """The first thousand; who has more finds them in the next run."""
        found = await asyncio.to_thread(self._old)
        return Page(seen=len(found), found=found)

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        return await asyncio.to_thread(self._abort, found)

    def _old(self) -> list[Found]:
        before = utc_now() - self._graces.unknown
        try:
            answer = self._client.list_multipart_uploads(
                Bucket=self._bucket, Prefix=object_keys.ROOT
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in _NOT_OFFERED:
                raise
            log.info("uploads_not_listed", reason="The store does not list them.")
            return []
        return [
            Found(kind=KIND, id=f"{upload['UploadId']} {upload['Key']}")
            for upload in answer.get("Uploads", [])
            if upload["Initiated"] <= before
        ]

    def _abort(self, found: Found) -> int:
        upload_id, _, key = found.id.partition(" ")
        try:
            self._client.abort_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=upload_id
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload":
                raise
            return 0
        return 1
