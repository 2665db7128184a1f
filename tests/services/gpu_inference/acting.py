"""Activities at work on a made-up song, and what they leave in storage."""

from pathlib import Path
from uuid import UUID

import httpx
from temporalio.testing import ActivityEnvironment

from services.gpu_inference.activities import EngineActivities
from services.gpu_inference.isolation import EnginePool
from shared.contracts.songs import (
    ComposeAudio,
    ComposedAudio,
    FinishedSong,
    FinishSong,
    PaintCover,
    PaintedCover,
    StoredObject,
)
from shared.s3 import S3Storage
from tests.fakes.engine import (
    SHEET,
    TinyEngine,
)

SECONDS = 3.0


def acting(pool: EnginePool, storage: S3Storage, scratch: Path) -> EngineActivities:
    return EngineActivities(
        pool,
        storage,
        encoders=pool,
        report=TinyEngine().report(),
        scratch=scratch,
    )


def compose_request(song_id: UUID) -> ComposeAudio:
    return ComposeAudio(song_id=song_id, sheet=SHEET, audio_duration=SECONDS, seed=5)


def composed(activities: EngineActivities, song_id: UUID) -> ComposedAudio:
    return ActivityEnvironment().run(activities.compose_audio, compose_request(song_id))


def painted(activities: EngineActivities, song_id: UUID) -> PaintedCover:
    request = PaintCover(song_id=song_id, sheet=SHEET, seed=5)
    return ActivityEnvironment().run(activities.paint_cover, request)


def finish_request(
    song_id: UUID, *, audio: ComposedAudio, cover: PaintedCover | None
) -> FinishSong:
    return FinishSong(
        song_id=song_id, sheet=SHEET, artist="Ana", seed=5, audio=audio, cover=cover
    )


def finished(
    activities: EngineActivities, song_id: UUID, *, with_cover: bool = True
) -> FinishedSong:
    audio = composed(activities, song_id)
    cover = painted(activities, song_id) if with_cover else None
    request = finish_request(song_id, audio=audio, cover=cover)
    return ActivityEnvironment().run(activities.finish_song, request)


def fetched(storage: S3Storage, stored: StoredObject, folder: Path) -> Path:
    path = folder / stored.key.rpartition("/")[2]
    storage.get_file(stored.key, path)
    return path


def disposition(storage: S3Storage, key: str) -> str:
    url = storage.presigned_url(key, expires_in=60)
    return httpx.get(url).headers["content-disposition"]
