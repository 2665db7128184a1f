"""A worker for the audit, and an activity that only answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker
from typing_extensions import override

from services.workflows.definitions.audit import AuditWorkflow
from shared.contracts import task_queues
from shared.contracts.activities import AuditActivities
from shared.contracts.audit import Audit, Audited


class FakeAudits(AuditActivities):
    """Finds the same violation each time."""

    @override
    @activity.defn
    async def audit(self, request: Audit) -> Audited:
        return Audited(
            violations=1,
            by_invariant={"I1": 0, "I8": 1},
            sentences=("I8: songs/x belongs to no song",),
            songs=3,
            objects=10,
            seconds=0.5,
        )


@asynccontextmanager
async def audit_worker(client: Client) -> AsyncIterator[None]:
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=[AuditWorkflow],
        activities=[FakeAudits().audit],
    ):
        yield
