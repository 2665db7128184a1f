"""A worker for what keeps accounts and books in order, with activities that only answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker
from typing_extensions import override

from services.workflows.worker import WORKFLOWS
from shared.contracts import task_queues
from shared.contracts.accounts import EraseAccount
from shared.contracts.activities import (
    AccountActivities,
    BillingActivities,
    SongActivities,
)
from shared.contracts.billing import ReconciledOrders, ReconcileOrders


@dataclass
class FakeAccounts(AccountActivities):
    """Somebody with a song that no workflow has begun, and more songs than one batch."""

    unfinished: list[UUID] = field(default_factory=lambda: [uuid4()])
    batches: int = 1

    @override
    @activity.defn
    async def stop_songs(self, request: EraseAccount) -> list[UUID]:
        asked, self.unfinished = self.unfinished, []
        return asked

    @override
    @activity.defn
    async def delete_songs(self, request: EraseAccount) -> bool:
        self.batches -= 1
        return self.batches >= 0

    @override
    @activity.defn
    async def delete_account(self, request: EraseAccount) -> bool:
        return True


class FakeBilling(BillingActivities):
    @override
    @activity.defn
    async def reconcile_orders(self, request: ReconcileOrders) -> ReconciledOrders:
        return ReconciledOrders(seen=3, repaired=1)


@asynccontextmanager
async def keeping_workers(
    client: Client,
    songs: SongActivities,
    accounts: AccountActivities,
    billing: BillingActivities,
) -> AsyncIterator[None]:
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=[
            songs.end_song,
            songs.delete_song,
            songs.delete_objects,
            accounts.stop_songs,
            accounts.delete_songs,
            accounts.delete_account,
            billing.reconcile_orders,
        ],
    ):
        yield
