"""Which models make the songs, as the inference workers tell it."""

import asyncio
import time
from datetime import timedelta

from temporalio.client import Client, WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError

from services.gateway.health.errors import EngineUnknown
from shared.contracts import task_queues
from shared.contracts.engine import DESCRIBE_ENGINE, DESCRIBE_ENGINE_ID, EngineReport

_FRESH_SECONDS = 60.0
_PATIENCE = timedelta(seconds=5)


class EngineDirectory:
    """Remembers the last report, so that a busy or sleeping fleet can still be described."""

    def __init__(self, temporal: Client) -> None:
        self._temporal = temporal
        self._report: EngineReport | None = None
        self._asked_at = -_FRESH_SECONDS
        self._asking = asyncio.Lock()

    async def report(self) -> EngineReport:
        async with self._asking:
            if time.monotonic() - self._asked_at >= _FRESH_SECONDS:
                await self._refresh()
        if self._report is None:
            raise EngineUnknown
        return self._report

    async def _refresh(self) -> None:
        try:
            self._report = await asyncio.wait_for(
                self._ask(), _PATIENCE.total_seconds()
            )
        except (TimeoutError, RPCError, WorkflowFailureError):
            return
        self._asked_at = time.monotonic()

    async def _ask(self) -> EngineReport:
        report: EngineReport = await self._temporal.execute_workflow(
            DESCRIBE_ENGINE,
            id=DESCRIBE_ENGINE_ID,
            task_queue=task_queues.WORKFLOWS,
            result_type=EngineReport,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            execution_timeout=timedelta(minutes=1),
            rpc_timeout=_PATIENCE,
        )
        return report
