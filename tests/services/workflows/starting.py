"""Starts the workflow under test, as the gateway does."""

from uuid import UUID, uuid4

from temporalio.client import Client, WorkflowHandle
from temporalio.common import Priority

from services.workflows.definitions.generate_song import GenerateSongWorkflow
from shared.contracts import task_queues
from shared.contracts.songs import (
    GeneratedSong,
    GenerateSong,
    SongRecipe,
    workflow_id,
)
from shared.domain.songs import SongMode


def a_request(
    *, owner_id: UUID | None = None, yield_seconds: float = 0
) -> GenerateSong:
    return GenerateSong(
        song_id=uuid4(),
        owner_id=owner_id or uuid4(),
        artist="Mara",
        recipe=SongRecipe(
            mode=SongMode.DESCRIPTION,
            audio_duration=60,
            seed=7,
            full_described_song="a night train",
        ),
        yield_seconds=yield_seconds,
    )


async def start(
    client: Client, request: GenerateSong | None = None
) -> WorkflowHandle[GenerateSongWorkflow, GeneratedSong]:
    request = request or a_request()
    return await client.start_workflow(
        GenerateSongWorkflow.run,
        request,
        id=workflow_id(request.song_id),
        task_queue=task_queues.WORKFLOWS,
        priority=Priority(fairness_key=str(request.owner_id)),
    )
