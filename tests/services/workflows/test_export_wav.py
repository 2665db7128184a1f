"""A WAV on request: kept with its song, or not at all."""

from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowFailureError

from shared.contracts import task_queues
from shared.contracts.songs import EXPORT_WAV, ExportWav, export_workflow_id
from tests.fakes.activities import ErasedSongs, FakeInference, FakeSongs
from tests.fakes.workers import workers


async def export(client: Client) -> None:
    song_id = uuid4()
    await client.execute_workflow(
        EXPORT_WAV,
        ExportWav(song_id=song_id),
        id=export_workflow_id(song_id),
        task_queue=task_queues.WORKFLOWS,
    )


async def test_a_wav_is_recorded_with_its_song(temporal: Client) -> None:
    songs = FakeSongs()

    async with workers(temporal, songs, FakeInference()):
        await export(temporal)

    assert songs.calls == ["record"]


async def test_a_wav_of_a_song_that_was_erased_meanwhile_does_not_stay(
    temporal: Client,
) -> None:
    songs = ErasedSongs()

    async with workers(temporal, songs, FakeInference()):
        with pytest.raises(WorkflowFailureError):
            await export(temporal)

    assert songs.calls == ["delete"]
