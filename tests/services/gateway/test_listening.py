"""What there is to hear of a song, and where."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowFailureError
from typing_extensions import override

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts import object_keys
from shared.contracts.songs import ExportWav, StoredObject
from shared.errors import NotFound
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.following import a_ready_song, events


async def test_audio_is_a_presigned_address(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    storage: S3Storage,
    tmp_path: Path,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        file = tmp_path / "song.mp3"
        file.write_bytes(b"0123456789")
        key = object_keys.mp3(UUID(song["id"]))
        storage.put_file(key, file, content_type="audio/mpeg", download_name="a.mp3")

        audio = (await mara.get(f"/api/songs/{song['id']}/audio")).json()
        async with httpx.AsyncClient() as stranger:
            part = await stranger.get(audio["url"], headers={"Range": "bytes=2-4"})

    assert audio["format"] == "mp3"
    assert part.status_code == 206
    assert part.content == b"234"


async def test_the_first_request_for_a_wav_makes_it(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        path = f"/api/songs/{song['id']}/audio?format=wav"
        first = await mara.get(path)
        await temporal.get_workflow_handle(f"export-wav-{song['id']}").result()
        second = await mara.get(path)

    assert first.status_code == 202
    assert first.headers["retry-after"]
    assert second.status_code == 200
    assert second.json()["format"] == "wav"


class WithoutMaster(FakeInference):
    """Somebody has emptied the bucket."""

    @override
    @activity.defn
    def export_wav(self, request: ExportWav) -> StoredObject:
        raise NotFound("There is no such object in storage.")


async def test_a_wav_that_can_never_be_made_says_so(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with workers(temporal, songs, WithoutMaster()):
        song = await ask(mara)
        await events(mara, song["id"])
        path = f"/api/songs/{song['id']}/audio?format=wav"
        first = await mara.get(path)
        with pytest.raises(WorkflowFailureError):
            await temporal.get_workflow_handle(f"export-wav-{song['id']}").result()
        later = [await mara.get(path) for _ in range(2)]

    assert first.status_code == 202
    for answer in later:
        assert_problem(answer, 410, "master_lost")


async def test_a_wav_that_was_stopped_for_another_reason_is_begun_again(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        pass
    path = f"/api/songs/{song['id']}/audio?format=wav"
    await mara.get(path)
    await temporal.get_workflow_handle(f"export-wav-{song['id']}").terminate()
    second = await mara.get(path)

    async with workers(temporal, songs, FakeInference()):
        await temporal.get_workflow_handle(f"export-wav-{song['id']}").result()

    assert second.status_code == 202
    assert (await mara.get(path)).status_code == 200


async def test_a_waveform_has_peaks_between_silence_and_full_scale(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        waveform = (await mara.get(f"/api/songs/{song['id']}/waveform")).json()

    assert waveform == {"peaks": [0.0, 0.5, 1.0], "duration": 30.0}


@pytest.mark.parametrize("part", ["audio", "waveform"])
async def test_a_song_in_the_making_cannot_be_heard_yet(
    mara: httpx.AsyncClient, part: str
) -> None:
    song = await ask(mara)

    answer = await mara.get(f"/api/songs/{song['id']}/{part}")

    assert_problem(answer, 409, "song_not_ready")
