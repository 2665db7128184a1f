"""Uploads in parts that nobody has finished."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError
from structlog.testing import capture_logs
from typing_extensions import override

from services.workflows.upkeep.errands import Tools
from services.workflows.upkeep.parts import Found
from services.workflows.upkeep.uploads import UnfinishedUploads
from shared.contracts import object_keys
from shared.contracts.upkeep import Errand
from shared.s3 import connect
from shared.settings import StorageSettings
from tests.services.workflows.upkeep.leftovers import NO_GRACE, look, mend

OBJECTS = Errand.OBJECTS


async def test_an_upload_that_nobody_finished_is_found_told_and_ended_once(
    tools: Tools, bucket: StorageSettings
) -> None:
    key = object_keys.wav(uuid4())
    begin(bucket, key)

    told = await look(OBJECTS, tools)
    untouched = uploads(bucket)
    report = await mend(OBJECTS, tools)

    assert told.found == report.found == {"unfinished_upload": 1}
    assert untouched == [key]
    assert report.done == 1
    assert uploads(bucket) == []
    assert (await mend(OBJECTS, tools)).found == {}


async def test_an_upload_of_today_is_left(
    patient: Tools, bucket: StorageSettings
) -> None:
    begin(bucket, object_keys.wav(uuid4()))

    assert (await mend(OBJECTS, patient)).found == {}
    assert len(uploads(bucket)) == 1


async def test_an_upload_that_was_ended_since_it_was_found_is_passed_over(
    bucket: StorageSettings,
) -> None:
    found = Found(kind="unfinished_upload", id=f"1 {object_keys.wav(uuid4())}")

    with a_store_that_refuses(404, "NoSuchUpload") as url:
        assert await uploads_at(url, bucket).do(found, lambda: None) == 0
    with a_store_that_refuses(403, "No") as url, pytest.raises(ClientError):
        await uploads_at(url, bucket).do(found, lambda: None)


async def test_of_a_store_that_lists_no_uploads_nothing_is_asked(
    bucket: StorageSettings,
) -> None:
    with a_store_that_refuses(501, "NotImplemented") as url, capture_logs() as logs:
        assert (await uploads_at(url, bucket).find("")).found == []
    with a_store_that_refuses(403, "No") as url, pytest.raises(ClientError):
        await uploads_at(url, bucket).find("")

    assert [line["event"] for line in logs] == ["uploads_not_listed"]


def uploads_at(url: str, bucket: StorageSettings) -> UnfinishedUploads:
    elsewhere = bucket.model_copy(update={"s3_endpoint_url": url})
    return UnfinishedUploads(elsewhere, NO_GRACE)


def begin(bucket: StorageSettings, key: str) -> None:
    connect(bucket).create_multipart_upload(Bucket=bucket.s3_bucket_name, Key=key)


def uploads(bucket: StorageSettings) -> list[str]:
    answer = connect(bucket).list_multipart_uploads(Bucket=bucket.s3_bucket_name)
    return [upload["Key"] for upload in answer.get("Uploads", [])]


@contextmanager
def a_store_that_refuses(status: int, code: str) -> Iterator[str]:
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.refuse()

        def do_DELETE(self) -> None:
            self.refuse()

        def refuse(self) -> None:
            body = f"<Error><Code>{code}</Code></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
