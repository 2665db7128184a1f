"""A machine whose clock is ten minutes off still stores, and its links still open."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import time_machine

from shared.s3 import S3Storage
from shared.settings import StorageSettings

_OFF = timedelta(minutes=10)
_LINK_SECONDS = 900
"""As the gateway makes them."""


@pytest.mark.parametrize("off", [_OFF, -_OFF], ids=["fast", "slow"])
def test_what_is_stored_by_a_wrong_clock_is_heard(
    off: timedelta, storage_settings: StorageSettings, tmp_path: Path
) -> None:
    path, key = tmp_path / "a.mp3", f"songs/{uuid4()}/a.mp3"
    path.write_bytes(b"sound")
    with time_machine.travel(datetime.now(UTC) + off, tick=True):
        storage = S3Storage(storage_settings)
        storage.put_file(key, path, content_type="audio/mpeg", download_name="a.mp3")
        link = storage.presigned_url(key, expires_in=_LINK_SECONDS)

    answer = httpx.get(link, trust_env=False)

    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"sound")
