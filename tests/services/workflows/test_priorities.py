"""Which work goes first on the GPU queue, and that people take turns within it."""

import asyncio

import pytest
from temporalio.client import Client, WorkflowFailureError

from tests.fakes.activities import FakeSongs, StuckInference
from tests.fakes.workers import workers
from tests.services.workflows.starting import start


@pytest.mark.parametrize(
    ("work", "key"), [("finish", 1), ("compose", 2), ("paint", 2), ("write", 3)]
)
async def test_work_has_its_priority_and_its_owners_turn(
    temporal: Client, work: str, key: int
) -> None:
    inference = StuckInference(stuck_at=work)

    async with workers(temporal, FakeSongs(), inference):
        handle = await start(temporal)
        await asyncio.to_thread(inference.started.wait)
        description = (await handle.describe()).raw_description
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    # The cover, painted at the same time, may be among them.
    [activity] = [
        each
        for each in description.pending_activities
        if each.activity_type.name.startswith(work)
    ]
    turn = description.workflow_execution_info.priority.fairness_key
    assert activity.priority.priority_key == key
    assert activity.priority.fairness_key == turn != ""
