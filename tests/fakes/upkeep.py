"""A worker for the upkeep, and an activity that only answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker
from typing_extensions import override

from services.workflows.definitions.upkeep import UpkeepWorkflow
from shared.contracts import task_queues
from shared.contracts.activities import UpkeepActivities
from shared.contracts.upkeep import ErrandReport, RunErrand


@dataclass
class FakeUpkeep(UpkeepActivities):
    """Never comes through, and notes where it was sent."""

    sent: list[str] = field(default_factory=list)

    @override
    @activity.defn
    async def run_errand(self, request: RunErrand) -> ErrandReport:
        self.sent.append(request.after)
        return ErrandReport(
            seen=3, found={"song_not_started": 1}, done=1, after=f"0:{len(self.sent)}"
        )


@asynccontextmanager
async def upkeep_worker(
    client: Client, upkeep: UpkeepActivities
) -> AsyncIterator[None]:
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=[UpkeepWorkflow],
        activities=[upkeep.run_errand],
    ):
        yield
