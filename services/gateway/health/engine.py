"""Which models make the songs, as the inference workers tell it."""

import asyncio
import time
from datetime import timedelta

import structlog
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy

from services.gateway.health.errors import EngineUnknown
from services.gateway.health.past_songs import report_of_last_song
from services.gateway.outages import Unavailable, asking_temporal
from shared.contracts import task_queues
from shared.contracts.engine import DESCRIBE_ENGINE, DESCRIBE_ENGINE_ID, EngineReport
from shared.db import Sessions
from shared.telemetry.origin import origin

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_FRESH_SECONDS = 60.0
_RETRY_SECONDS = 2.0
_PATIENCE = timedelta(seconds=3)


class EngineDirectory:
    """Remembers the last report, so that a busy or sleeping fleet can still be described."""

    def __init__(self, temporal: Client, sessions: Sessions) -> None:
        self._temporal = temporal
        self._sessions = sessions
        self._report: EngineReport | None = None
        self._asked_at = -_FRESH_SECONDS
        self._asking = asyncio.Lock()

    async def report(self) -> EngineReport:
        async with self._asking:
            age_seconds = time.monotonic() - self._asked_at
            if age_seconds >= (_FRESH_SECONDS if self._report else _RETRY_SECONDS):
                await self._refresh()
        if self._report is None:
            raise EngineUnknown
        return self._report

    async def _refresh(self) -> None:
        try:
            with asking_temporal():
                self._report = await asyncio.wait_for(
                    self._ask(), _PATIENCE.total_seconds()
                )
        except (TimeoutError, Unavailable, WorkflowFailureError):
            log.warning("engine_did_not_answer")
            # A gateway that has just started need not wait for a worker to be free.
            self._report = self._report or await report_of_last_song(self._sessions)
        finally:
            self._asked_at = time.monotonic()

    async def _ask(self) -> EngineReport:
        report: EngineReport = await self._temporal.execute_workflow(
            DESCRIBE_ENGINE,
            id=DESCRIBE_ENGINE_ID,
            task_queue=task_queues.WORKFLOWS,
            result_type=EngineReport,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            execution_timeout=timedelta(minutes=1),
            static_summary="asked by a gateway for GET /api/engine",
            memo=origin(),
            rpc_timeout=_PATIENCE,
        )
        return report
