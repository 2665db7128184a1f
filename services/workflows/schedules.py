"""What Temporal begins by the clock."""

from collections.abc import Mapping
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

from services.workflows.definitions.audit import AuditWorkflow
from services.workflows.definitions.reconcile_orders import ReconcileOrdersWorkflow
from services.workflows.definitions.upkeep import UpkeepWorkflow
from shared.contracts import task_queues
from shared.contracts.audit import AUDIT_SCHEDULE_ID, Audit
from shared.contracts.billing import RECONCILE_SCHEDULE_ID, ReconcileOrders
from shared.contracts.upkeep import Errand, RunErrand
from shared.contracts.upkeep import schedule_id as upkeep_schedule_id
from shared.outside_settings import PolarSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)


def _regularly(
    action: ScheduleActionStartWorkflow,
    *,
    every: timedelta,
    offset: timedelta = timedelta(0),
) -> Schedule:
    """By the clock: each hour at the full one, say, or ``offset`` later."""
    return Schedule(
        action=action,
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every, offset=offset)]),
        policy=SchedulePolicy(
            overlap=ScheduleOverlapPolicy.SKIP,
            # Each run looks at all there is: what was missed need not be made up for.
            catchup_window=timedelta(minutes=10),
        ),
    )


_RECONCILIATION: Final = _regularly(
    ScheduleActionStartWorkflow(
        ReconcileOrdersWorkflow.run,
        ReconcileOrders(),
        id=RECONCILE_SCHEDULE_ID,
        task_queue=task_queues.WORKFLOWS,
        static_summary="Polar's orders of two days against the ledger",
        memo={"begun_by": "schedule"},
    ),
    every=_HOUR,
)


def _upkeep(errand: Errand, *, every: timedelta) -> Schedule:
    return _regularly(
        ScheduleActionStartWorkflow(
            UpkeepWorkflow.run,
            RunErrand(errand=errand),
            id=upkeep_schedule_id(errand),
            task_queue=task_queues.WORKFLOWS,
            static_summary=f"what is to be done about {errand}, and nobody else did",
            memo={"begun_by": "schedule"},
        ),
        every=every,
    )


_AUDIT: Final = _regularly(
    ScheduleActionStartWorkflow(
        AuditWorkflow.run,
        Audit(),
        id=AUDIT_SCHEDULE_ID,
        task_queue=task_queues.WORKFLOWS,
        static_summary="what is always true, asked of Postgres, the bucket and Temporal",
        memo={"begun_by": "schedule"},
    ),
    every=_HOUR,
    # What begins at the full hour has come to its end by then.
    offset=_HOUR / 2,
)

_ALWAYS: Final[Mapping[str, Schedule]] = {
    AUDIT_SCHEDULE_ID: _AUDIT,
    upkeep_schedule_id(Errand.SONGS): _upkeep(Errand.SONGS, every=_MINUTE),
    upkeep_schedule_id(Errand.HOLDS): _upkeep(Errand.HOLDS, every=_MINUTE),
    upkeep_schedule_id(Errand.OBJECTS): _upkeep(Errand.OBJECTS, every=_HOUR),
    upkeep_schedule_id(Errand.EXPIRY): _upkeep(Errand.EXPIRY, every=_HOUR),
}
"""By their ids: what every installation does regularly."""


async def schedule_regular_work(client: Client) -> None:
    """Each worker that starts says the same again."""
    for schedule_id, schedule in _ALWAYS.items():
        await ensure(client, schedule_id, schedule)


async def schedule_reconciliation(client: Client, settings: PolarSettings) -> None:
    """Hourly while Polar can be asked. Each worker that starts says the same again."""
    if not settings.access_token:
        await remove(client, RECONCILE_SCHEDULE_ID)
        return
    await ensure(client, RECONCILE_SCHEDULE_ID, _RECONCILIATION)


async def ensure(client: Client, schedule_id: str, schedule: Schedule) -> None:
    """Make it, or renew it as this version has it; whoever paused it keeps it paused."""

    def renewed(found: ScheduleUpdateInput) -> ScheduleUpdate:
        return ScheduleUpdate(
            schedule=Schedule(
                action=schedule.action,
                spec=schedule.spec,
                policy=schedule.policy,
                state=found.description.schedule.state,
            )
        )

    try:
        await client.create_schedule(schedule_id, schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(schedule_id).update(renewed)
    log.info("workflow_scheduled", schedule_id=schedule_id)


async def remove(client: Client, schedule_id: str) -> None:
    """End it, if it is there."""
    try:
        await client.get_schedule_handle(schedule_id).delete()
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
