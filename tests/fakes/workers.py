"""Workers for tests: the real workflow code, with whatever activities a test brings."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from services.workflows.beating import Beating
from services.workflows.worker import WORKFLOWS
from shared.contracts import task_queues
from shared.contracts.activities import InferenceActivities, SongActivities


@asynccontextmanager
async def workers(
    client: Client, songs: SongActivities, inference: InferenceActivities
) -> AsyncIterator[None]:
    async with workflows_worker(client, songs), machine(client, inference):
        yield


@asynccontextmanager
async def workflows_worker(
    client: Client, songs: SongActivities
) -> AsyncIterator[None]:
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=[
            songs.reserve_credits,
            songs.enter_stage,
            songs.publish_song,
            songs.end_song,
            songs.delete_song,
            songs.delete_objects,
            songs.record_export,
        ],
        interceptors=[Beating()],
    ):
        yield


@asynccontextmanager
async def machine(
    client: Client, inference: InferenceActivities, *, places: int | None = None
) -> AsyncIterator[None]:
    """What makes songs; without ``places`` it takes whatever is there."""
    with ThreadPoolExecutor(places or 4) as threads:
        async with Worker(
            client,
            task_queue=task_queues.GPU,
            activities=[
                inference.write_song,
                inference.compose_audio,
                inference.paint_cover,
                inference.finish_song,
                inference.export_wav,
                inference.describe_engine,
            ],
            activity_executor=threads,
            max_concurrent_activities=places,
            # As the real worker has it: cancellation travels with heartbeats.
            max_heartbeat_throttle_interval=timedelta(seconds=0.1),
        ):
            yield
