"""What Temporal begins by the clock."""

from datetime import timedelta
from typing import Final

import structlog
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.service import RPCError, RPCStatusCode

from services.workflows.definitions.reconcile_orders import ReconcileOrdersWorkflow
from shared.contracts import task_queues
from shared.contracts.billing import RECONCILE_SCHEDULE_ID, ReconcileOrders
from shared.outside_settings import PolarSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_RECONCILE: Final = Schedule(
    action=ScheduleActionStartWorkflow(
        ReconcileOrdersWorkflow.run,
        ReconcileOrders(),
        id=RECONCILE_SCHEDULE_ID,
        task_queue=task_queues.WORKFLOWS,
    ),
    spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=timedelta(hours=1))]),
    policy=SchedulePolicy(
        overlap=ScheduleOverlapPolicy.SKIP,
        # A run looks back for two days: what was missed need not be made up for.
        catchup_window=timedelta(minutes=10),
    ),
)


async def schedule_reconciliation(client: Client, settings: PolarSettings) -> None:
    """Hourly while Polar can be asked. Each worker that starts says the same again."""
    if not settings.access_token:
        await _remove(client)
        return
    try:
        await client.create_schedule(RECONCILE_SCHEDULE_ID, _RECONCILE)
    except ScheduleAlreadyRunningError:
        handle = client.get_schedule_handle(RECONCILE_SCHEDULE_ID)
        await handle.update(_renewed)
    log.info("reconciliation_scheduled")


def _renewed(found: ScheduleUpdateInput) -> ScheduleUpdate:
    """As this version has it; but whoever paused it keeps it paused."""
    return ScheduleUpdate(
        schedule=Schedule(
            action=_RECONCILE.action,
            spec=_RECONCILE.spec,
            policy=_RECONCILE.policy,
            state=found.description.schedule.state,
        )
    )


async def _remove(client: Client) -> None:
    try:
        await client.get_schedule_handle(RECONCILE_SCHEDULE_ID).delete()
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
