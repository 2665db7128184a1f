from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from services.gpu_inference.activities import EngineActivities
from shared.contracts import object_keys
from shared.contracts.songs import (
    ExportWav,
)
from shared.errors import NotFound
from shared.s3 import S3Storage
from tests.fakes.engine import (
    SHEET,
)
from tests.services.gpu_inference.acting import (
    SECONDS,
    composed,
    disposition,
    fetched,
    finish_request,
    finished,
    painted,
)

# Half of mutagen has types, and those call the other half untyped.
read_flac: Any = FLAC
read_mp3: Any = MP3


def test_a_finished_song_is_a_tagged_flac_and_mp3(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id = uuid4()

    song = finished(activities, song_id)

    flac, mp3 = (fetched(storage, stored, tmp_path) for stored in song.audio)
    assert [stored.key for stored in song.audio] == [
        object_keys.master(song_id),
        object_keys.mp3(song_id),
    ]
    assert [stored.content_type for stored in song.audio] == [
        "audio/flac",
        "audio/mpeg",
    ]
    assert read_flac(flac)["title"] == read_mp3(mp3)["TIT2"].text == [SHEET.title]
    assert read_flac(flac)["artist"] == read_mp3(mp3)["TPE1"].text == ["Ana"]
    assert len(read_flac(flac).pictures) == 1
    assert abs(read_mp3(mp3).info.length - SECONDS) < 0.1


def test_finishing_again_gives_the_same_objects(activities: EngineActivities) -> None:
    song_id = uuid4()
    audio, cover = composed(activities, song_id), painted(activities, song_id)
    request = finish_request(song_id, audio=audio, cover=cover)

    first = ActivityEnvironment().run(activities.finish_song, request)
    second = ActivityEnvironment().run(activities.finish_song, request)

    assert first == second


def test_a_song_whose_painter_failed_gets_a_plain_cover(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id = uuid4()

    song = finished(activities, song_id, with_cover=False)

    image = fetched(storage, song.cover.image, tmp_path)
    flac = fetched(storage, song.audio[0], tmp_path)
    assert song.cover.image.key == object_keys.cover(song_id)
    assert song.cover.colors[0].startswith("#")
    assert read_flac(flac).pictures[0].data == image.read_bytes()


def test_downloads_are_named_after_artist_and_title(
    activities: EngineActivities, storage: S3Storage
) -> None:
    song = finished(activities, uuid4())

    names = [disposition(storage, stored.key) for stored in song.audio]

    assert 'filename="Ana - Tiny Song.flac"' in names[0]
    assert 'filename="Ana - Tiny Song.mp3"' in names[1]


def test_a_wav_is_the_master_unpacked_and_named_like_it(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id = uuid4()
    song = finished(activities, song_id)

    wav = ActivityEnvironment().run(activities.export_wav, ExportWav(song_id=song_id))

    before, _ = soundfile.read(fetched(storage, song.audio[0], tmp_path), dtype="int16")
    after, _ = soundfile.read(fetched(storage, wav, tmp_path), dtype="int16")
    assert (before == after).all()
    assert (wav.key, wav.content_type) == (object_keys.wav(song_id), "audio/wav")
    assert 'filename="Ana - Tiny Song.wav"' in disposition(storage, wav.key)


def test_a_cancelled_finish_stops_encoding_and_cleans_up(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id, env = uuid4(), ActivityEnvironment()
    audio = composed(activities, song_id)
    env.cancel()

    with pytest.raises(CancelledError):
        env.run(
            activities.finish_song, finish_request(song_id, audio=audio, cover=None)
        )

    with pytest.raises(NotFound):
        storage.get_file(object_keys.mp3(song_id), tmp_path / "song.mp3")


def test_a_song_without_a_master_is_not_found(activities: EngineActivities) -> None:
    audio = composed(activities, uuid4())
    request = finish_request(uuid4(), audio=audio, cover=None)

    with pytest.raises(NotFound):
        ActivityEnvironment().run(activities.finish_song, request)
