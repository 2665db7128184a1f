"""What Temporal says of the machines that make songs, and of the queue before them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final, cast

from fastapi import Depends, Request
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeTaskQueueRequest,
    DescribeTaskQueueResponse,
)
from temporalio.client import Client

from services.gateway.outages import Unavailable, asking_temporal
from services.gateway.progress.lately import Lately
from services.gateway.progress.pace import Pace
from shared.contracts import task_queues
from shared.domain.lanes import Lane

FRESH_SECONDS: Final = 5.0
"""Temporal counts no more often either."""
_PATIENCE: Final = timedelta(seconds=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class FleetReport:
    is_away: bool = False
    """Nobody has asked for work for some minutes.

    A worker that dies is missed only then; until then its songs wait their turn.
    """
    tasks: Mapping[int, int] | None = None
    """Work that waits, by its lane; None while Temporal does not say."""
    begun_per_second: float = 0.0
    """Songs that machines took up, in the mean of the last minutes; 0 when unknown."""


class Fleet:
    """Asks for everybody at once, and seldom: many streams want to know."""

    def __init__(self, temporal: Client, *, queue: str = task_queues.GPU) -> None:
        self._temporal = temporal
        self._queue = queue
        self._pace = Pace()
        self._reports = Lately(self._ask, seconds=FRESH_SECONDS)

    async def report(self) -> FleetReport:
        return await self._reports.get()

    async def _ask(self) -> FleetReport:
        request = DescribeTaskQueueRequest(
            namespace=self._temporal.namespace,
            task_queue=TaskQueue(name=self._queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            report_stats=True,
        )
        try:
            with asking_temporal():
                queue = await self._temporal.workflow_service.describe_task_queue(
                    request, timeout=_PATIENCE
                )
        except Unavailable:
            # Then nothing is known of the machines.
            return FleetReport()
        return FleetReport(
            is_away=not queue.pollers,
            tasks={
                lane: stats.approximate_backlog_count
                for lane, stats in queue.stats_by_priority_key.items()
            },
            begun_per_second=self._pace.note(_begun(queue), at=time.monotonic()),
        )


def _begun(queue: DescribeTaskQueueResponse) -> float:
    """A song has one task in these lanes, and only there: its words."""
    return sum(
        stats.tasks_dispatch_rate
        for lane, stats in queue.stats_by_priority_key.items()
        if lane in {Lane.SINGLE, Lane.BULK}
    )


async def get_fleet(request: Request) -> Fleet:
    return cast(Fleet, request.state.fleet)


FleetDep = Annotated[Fleet, Depends(get_fleet)]
