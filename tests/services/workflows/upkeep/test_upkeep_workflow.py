"""The upkeep as Temporal runs it: by the clock, and to be read in its page."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionExecutionStartWorkflow,
    ScheduleActionStartWorkflow,
    ScheduleOverlapPolicy,
    ScheduleSpec,
    WorkflowFailureError,
)

from services.workflows.activities.upkeep import DatabaseUpkeepActivities
from services.workflows.definitions.upkeep import UpkeepWorkflow
from services.workflows.schedules import remove, schedule_regular_work
from services.workflows.upkeep.errands import Tools
from shared.contracts import object_keys, task_queues
from shared.contracts.songs import workflow_id
from shared.contracts.upkeep import Errand, ErrandReport, RunErrand, schedule_id
from shared.ledger import Ledger
from tests.fakes.upkeep import FakeUpkeep, upkeep_worker
from tests.services.workflows.upkeep.leftovers import a_song, keys, put


async def run(client: Client, errand: Errand) -> tuple[ErrandReport, str]:
    """What one run reports, and what its page says."""
    handle = await client.start_workflow(
        UpkeepWorkflow.run,
        RunErrand(errand=errand),
        id=f"upkeep-{uuid4()}",
        task_queue=task_queues.WORKFLOWS,
    )
    report = await handle.result()
    metadata = await handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return report, metadata.current_details


def metric(name: str, errand: Errand | None = None) -> float:
    labels = {"errand": str(errand)} if errand else {}
    return REGISTRY.get_sample_value(name, labels) or 0


async def test_a_run_mends_and_its_page_tells_what_and_counts(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await a_song(tools.sessions, mara)
    before = metric("upkeep_actions_total", Errand.SONGS)

    async with upkeep_worker(temporal, DatabaseUpkeepActivities(tools)):
        report, details = await run(temporal, Errand.SONGS)
        again, calm = await run(temporal, Errand.SONGS)

    assert (report.found, report.done) == ({"song_not_started": 1}, 1)
    assert "1 looked at, 1 found, 1 dealt with" in details
    assert f"`song_not_started`: 1 (`{song_id}`)" in details
    assert again == ErrandReport(seen=1)
    assert "0 found" in calm
    assert metric("upkeep_actions_total", Errand.SONGS) == before + 1
    await temporal.get_workflow_handle(workflow_id(song_id)).terminate()


async def test_the_age_of_the_oldest_hold_and_orphans_are_measured(
    tools: Tools, mara: UUID, temporal: Client, tmp_path: Path
) -> None:
    song_id = await a_song(tools.sessions, mara, is_reserved=True)
    orphan = uuid4()
    put(tools.storage, object_keys.mp3(orphan), tmp_path)

    async with upkeep_worker(temporal, DatabaseUpkeepActivities(tools)):
        await run(temporal, Errand.HOLDS)
        age = metric("holds_oldest_seconds")
        async with tools.sessions.begin() as session:
            await Ledger(session).release(mara, song_id=song_id)
        await run(temporal, Errand.HOLDS)
        first, _ = await run(temporal, Errand.OBJECTS)
        orphans = metric("orphan_objects")
        await run(temporal, Errand.OBJECTS)

    assert 0 < age < 60
    assert metric("holds_oldest_seconds") == 0
    assert (first.done, orphans, metric("orphan_objects")) == (1, 1, 0)
    assert keys(tools.storage, orphan) == []


async def test_a_bucket_of_another_database_fails_the_run_at_once(
    tools: Tools, temporal: Client, tmp_path: Path
) -> None:
    for _ in range(21):
        put(tools.storage, object_keys.mp3(uuid4()), tmp_path)

    async with upkeep_worker(temporal, DatabaseUpkeepActivities(tools)):
        with pytest.raises(WorkflowFailureError) as failure:
            await run(temporal, Errand.OBJECTS)

    assert "is this the bucket's database" in str(failure.value.cause.__cause__)


async def test_a_scheduled_run_goes_on_where_the_last_one_stopped(
    temporal: Client,
) -> None:
    upkeep, name = FakeUpkeep(), f"upkeep-{uuid4()}"
    action = ScheduleActionStartWorkflow(
        UpkeepWorkflow.run,
        RunErrand(errand=Errand.OBJECTS),
        id=name,
        task_queue=task_queues.WORKFLOWS,
    )
    schedule = await temporal.create_schedule(
        name, Schedule(action=action, spec=ScheduleSpec())
    )

    async with upkeep_worker(temporal, upkeep):
        for number in (1, 2, 3):
            await schedule.trigger()
            await ended(temporal, name, number)

    assert upkeep.sent == ["", "0:1", "0:2"]
    await schedule.delete()


async def ended(client: Client, name: str, number: int) -> None:
    """Return once so many runs of a schedule are over; the test's timeout ends it else."""
    handle = client.get_schedule_handle(name)
    while True:
        actions = (await handle.describe()).info.recent_actions
        if len(actions) == number:
            run = actions[-1].action
            assert isinstance(run, ScheduleActionExecutionStartWorkflow)
            await client.get_workflow_handle(run.workflow_id).result()
            return
        await asyncio.sleep(0)


async def test_every_errand_is_scheduled_however_often_a_worker_starts(
    temporal: Client,
) -> None:
    for _ in range(2):
        await schedule_regular_work(temporal)

    every = {}
    for errand in Errand:
        handle = temporal.get_schedule_handle(schedule_id(errand))
        found = (await handle.describe()).schedule
        assert found.policy.overlap == ScheduleOverlapPolicy.SKIP
        [interval] = found.spec.intervals
        every[errand] = interval.every
        await remove(temporal, schedule_id(errand))
    assert every == {
        Errand.SONGS: timedelta(minutes=1),
        Errand.HOLDS: timedelta(minutes=1),
        Errand.OBJECTS: timedelta(hours=1),
        Errand.EXPIRY: timedelta(hours=1),
    }
