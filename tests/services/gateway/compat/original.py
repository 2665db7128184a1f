"""What the original's front ends ask, and what they get."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from temporalio import activity
from typing_extensions import override

from shared.contracts import object_keys
from shared.contracts.songs import ExportWav, StoredObject
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference

DESCRIPTION = "/generate_from_description"
LYRICS = "/generate_with_lyrics"
DESCRIBED = "/generate_with_described_lyrics"
RESULTS = "/generate/results"
WAV = secrets.token_bytes(500_000)
BODIES: Mapping[str, dict[str, Any]] = {
    DESCRIPTION: {"full_described_song": "a night train by the sea"},
    LYRICS: {"prompt": "folk, warm", "lyrics": "[verse]\nThe last train leaves"},
    DESCRIBED: {"prompt": "folk, warm", "described_lyrics": "about a train"},
}
ADDRESSES = [
    *(("POST", path) for path in (*BODIES, "/generate")),
    ("GET", f"{RESULTS}/{UUID(int=7)}"),
    ("GET", f"{RESULTS}/{UUID(int=7)}/sound"),
]


@dataclass(kw_only=True)
class StoringInference(FakeInference):
    """Its WAVs are there to be fetched."""

    storage: S3Storage
    file: Path

    @override
    @activity.defn
    def export_wav(self, request: ExportWav) -> StoredObject:
        return self.storage.put_file(
            object_keys.wav(request.song_id),
            self.file,
            content_type="audio/wav",
            download_name="demo.wav",
        )


async def newest(person: httpx.AsyncClient) -> dict[str, Any]:
    """The song that was asked for last."""
    song: dict[str, Any] = (await person.get("/api/songs")).json()["items"][0]
    return song


async def has_songs(person: httpx.AsyncClient) -> bool:
    return bool((await person.get("/api/songs")).json()["items"])


async def was_used(person: httpx.AsyncClient) -> bool:
    [key] = (await person.get("/api/api-keys")).json()["items"]
    return key["last_used_at"] is not None
