"""A changed workflow stands beside the old one: each song ends on the version it began on."""

import asyncio
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.api.workflowservice.v1 import (
    SetWorkerDeploymentCurrentVersionRequest,
)
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from services.workflows.definitions.generate_song import GenerateSongWorkflow
from services.workflows.versioning import deployment_of
from services.workflows.worker import create_worker
from shared.contracts.songs import (
    GENERATE_SONG,
    GeneratedSong,
    GenerateSong,
    workflow_id,
)
from shared.domain.songs import SongStatus
from shared.settings import ReleaseSettings
from tests.fakes.activities import FakeSongs, LateInference
from tests.fakes.workers import workers
from tests.services.workflows.starting import a_request

_OLD, _NEW = "2026.11", "2026.12"


@workflow.defn(name=GENERATE_SONG, sandboxed=False)
class ChangedSongWorkflow:
    """Does other things in another order: an old history does not replay on it."""

    @workflow.run
    async def run(self, request: GenerateSong) -> GeneratedSong:
        await workflow.sleep(0.001)
        return GeneratedSong(song_id=request.song_id, status=SongStatus.FAILED)


def release(name: str, build_id: str) -> ReleaseSettings:
    return ReleaseSettings(deployment_name=name, worker_build_id=build_id)


async def make_current(client: Client, settings: ReleaseSettings) -> None:
    """As `temporal worker deployment set-current-version` does, once its worker is known."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace,
        deployment_name=settings.deployment_name,
        build_id=settings.worker_build_id,
    )
    while True:
        try:
            await client.workflow_service.set_worker_deployment_current_version(request)
        except RPCError as error:
            # It has not asked for work yet; the test's own timeout ends this.
            if error.status not in {
                RPCStatusCode.NOT_FOUND,
                RPCStatusCode.FAILED_PRECONDITION,
            }:
                raise
            await asyncio.sleep(0)
        else:
            return


async def start(
    client: Client, queue: str
) -> WorkflowHandle[GenerateSongWorkflow, GeneratedSong]:
    request = a_request()
    return await client.start_workflow(
        GenerateSongWorkflow.run,
        request,
        id=workflow_id(request.song_id),
        task_queue=queue,
    )


async def build_of(handle: WorkflowHandle[GenerateSongWorkflow, GeneratedSong]) -> str:
    found = await handle.describe()
    info = found.raw_description.workflow_execution_info.versioning_info
    build_id: str = info.deployment_version.build_id
    return build_id


async def test_a_song_ends_on_the_version_that_began_it(temporal: Client) -> None:
    # A queue of its own: a current version would keep the other tests' workers waiting.
    queue = deployment = f"workflows-{uuid4()}"
    old, new = release(deployment, _OLD), release(deployment, _NEW)
    inference = LateInference()
    async with (
        workers(temporal, FakeSongs(), inference),
        Worker(
            temporal,
            task_queue=queue,
            workflows=[GenerateSongWorkflow],
            deployment_config=deployment_of(old),
        ),
        Worker(
            temporal,
            task_queue=queue,
            workflows=[ChangedSongWorkflow],
            deployment_config=deployment_of(new),
            workflow_runner=UnsandboxedWorkflowRunner(),
        ),
    ):
        await make_current(temporal, old)
        begun = await start(temporal, queue)
        await asyncio.to_thread(inference.started.wait)
        await make_current(temporal, new)
        later = await start(temporal, queue)
        changed = await later.result()
        inference.may_end.set()
        finished = await begun.result()

    assert (finished.status, await build_of(begun)) == (SongStatus.READY, _OLD)
    assert (changed.status, await build_of(later)) == (SongStatus.FAILED, _NEW)


async def test_the_worker_is_of_the_version_it_is_told(temporal: Client) -> None:
    deployment = deployment_of(release("music-workflows", _NEW))

    worker = create_worker(
        temporal, [FakeSongs().reserve_credits], deployment=deployment
    )

    assert worker.config()["deployment_config"] == deployment


@pytest.mark.parametrize("name", ["music-workflows", "other"])
def test_without_a_build_id_there_is_one_version_of_all(name: str) -> None:
    assert deployment_of(release(name, "")) is None
