"""Compares Polar's orders with the ledger: what a lost delivery left undone is done."""

from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RetryPolicy

from services.workflows.definitions.policies import ActivityOptions

with workflow.unsafe.imports_passed_through():
    from shared.contracts import task_queues
    from shared.contracts.activities import BillingActivities
    from shared.contracts.billing import (
        RECONCILE_ORDERS,
        ReconciledOrders,
        ReconcileOrders,
    )

# Given up before the next run, which looks at the same orders again, and later ones.
_RECONCILING: Final = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(minutes=20),
    schedule_to_close_timeout=timedelta(minutes=50),
    # A page may take as long as Polar is waited for.
    heartbeat_timeout=timedelta(minutes=1),
    retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=5)),
)


@workflow.defn(name=RECONCILE_ORDERS)
class ReconcileOrdersWorkflow:
    @workflow.run
    async def run(self, request: ReconcileOrders) -> ReconciledOrders:
        return await workflow.execute_activity_method(
            BillingActivities.reconcile_orders, request, **_RECONCILING
        )
