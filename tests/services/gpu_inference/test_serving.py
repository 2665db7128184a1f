"""The worker on a real Temporal server, with a tiny engine."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar
from uuid import UUID, uuid4

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import RetryPolicy
from temporalio.exceptions import CancelledError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker
from typing_extensions import override

from services.gpu_inference.engine_child import EngineFactory
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.jobs import Job
from services.gpu_inference.serving import create_worker
from shared.contracts import object_keys, task_queues
from shared.contracts.activities import InferenceActivities
from shared.contracts.songs import ComposeAudio, ComposedAudio
from shared.s3 import S3Storage
from shared.settings import TemporalSettings
from shared.temporal import connect
from tests.fakes.engine import endless_engine, endless_then_tiny
from tests.services.gpu_inference.acting import acting, compose_request

Result = TypeVar("Result")

Composing: TypeAlias = "WorkflowHandle[ComposeWorkflow, ComposedAudio]"


@workflow.defn
class ComposeWorkflow:
    @workflow.run
    async def run(self, request: ComposeAudio) -> ComposedAudio:
        return await workflow.execute_activity_method(
            InferenceActivities.compose_audio,
            request,
            task_queue=task_queues.GPU,
            start_to_close_timeout=timedelta(seconds=60),
            heartbeat_timeout=timedelta(seconds=20),
            retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=100)),
            cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        )


class WatchedPool(EnginePool):
    """Tells when a job is under way, so that a test need not guess."""

    def __init__(self, factory: EngineFactory) -> None:
        super().__init__(1, factory)
        self.under_way = threading.Event()

    @override
    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        def watched(step: int, steps: int) -> None:
            if step > 0:
                self.under_way.set()
            on_step(step, steps)

        return super().run(job, on_step=watched)


@pytest.fixture
async def client(temporal_settings: TemporalSettings) -> AsyncIterator[Client]:
    client = await connect(temporal_settings)
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=[ComposeWorkflow],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        yield client


async def start(client: Client, song_id: UUID) -> Composing:
    return await client.start_workflow(
        ComposeWorkflow.run,
        compose_request(song_id),
        id=f"compose-{song_id}",
        task_queue=task_queues.WORKFLOWS,
    )


async def test_a_song_is_composed_for_whoever_asks_through_temporal(
    client: Client, pool: EnginePool, storage: S3Storage, scratch: Path
) -> None:
    song_id, settings = uuid4(), {"songs_at_once": 1, "drain_seconds": 30}
    activities = acting(pool, storage, scratch)

    async with create_worker(client, activities, **settings):
        audio = await (await start(client, song_id)).result()

    assert audio.master.key == object_keys.master(song_id)


async def test_a_cancelled_song_is_seen_to_end_in_seconds(
    client: Client, storage: S3Storage, scratch: Path
) -> None:
    settings = {"songs_at_once": 1, "drain_seconds": 30}
    with WatchedPool(endless_engine) as pool:
        [process] = pool.process_ids
        activities = acting(pool, storage, scratch)
        async with create_worker(client, activities, **settings):
            song = await start(client, uuid4())
            await asyncio.to_thread(pool.under_way.wait)
            asked_at = time.monotonic()
            await song.cancel()
            with pytest.raises(WorkflowFailureError) as failure:
                await song.result()
            seconds = time.monotonic() - asked_at

        assert isinstance(failure.value.cause, CancelledError)
        assert seconds < 4
        assert pool.process_ids == (process,)


async def test_a_song_cut_off_by_a_leaving_worker_is_made_by_another(
    client: Client, storage: S3Storage, scratch: Path, pool: EnginePool
) -> None:
    song_id = uuid4()
    hasty = {"songs_at_once": 1, "drain_seconds": 0}
    with WatchedPool(endless_engine) as leaving:
        activities = acting(leaving, storage, scratch)
        async with create_worker(client, activities, **hasty):
            song = await start(client, song_id)
            await asyncio.to_thread(leaving.under_way.wait)
    async with create_worker(client, acting(pool, storage, scratch), **hasty):
        audio = await song.result()

    assert audio.master.key == object_keys.master(song_id)


async def test_a_song_whose_engine_is_killed_is_made_again(
    client: Client, storage: S3Storage, scratch: Path, tmp_path: Path
) -> None:
    song_id, settings = uuid4(), {"songs_at_once": 1, "drain_seconds": 30}
    with WatchedPool(partial(endless_then_tiny, tmp_path / "seen")) as pool:
        activities = acting(pool, storage, scratch)
        async with create_worker(client, activities, **settings):
            song = await start(client, song_id)
            await asyncio.to_thread(pool.under_way.wait)
            os.kill(pool.process_ids[0], signal.SIGKILL)
            audio = await song.result()

    assert audio.master.key == object_keys.master(song_id)
