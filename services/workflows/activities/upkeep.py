"""The upkeep, as an activity: looks, mends, and counts what it did."""

import structlog
from temporalio import activity
from typing_extensions import override

from services.workflows.metrics import (
    HOLDS_OLDEST_SECONDS,
    ORPHAN_OBJECTS,
    UPKEEP_ACTIONS,
)
from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.holds import oldest_hold
from services.workflows.upkeep.running import Run
from shared.contracts.activities import UpkeepActivities
from shared.contracts.upkeep import Errand, ErrandReport, RunErrand
from shared.models.base import utc_now

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class DatabaseUpkeepActivities(UpkeepActivities):
    """May run twice, and beside a person's own ``upkeep``: each thing is looked at again."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    @override
    @activity.defn
    async def run_errand(self, request: RunErrand) -> ErrandReport:
        run = Run(parts_of(request.errand, self._tools), apply=True)
        report = await run.go(request.after, tell=activity.heartbeat)
        await self._measure(request.errand, report)
        if report.found:
            # That time passes is no reason to worry; that the others slept, is.
            tell = log.info if request.errand is Errand.EXPIRY else log.warning
            tell(
                "upkeep_found", errand=request.errand, done=report.done, **report.found
            )
        return report

    async def _measure(self, errand: Errand, report: ErrandReport) -> None:
        UPKEEP_ACTIONS.labels(errand).inc(report.done)
        if errand is Errand.OBJECTS:
            ORPHAN_OBJECTS.set(sum(report.found.values()))
        if errand is Errand.HOLDS:
            async with self._tools.sessions() as session:
                since = await oldest_hold(session)
            age = (utc_now() - since).total_seconds() if since else 0
            HOLDS_OLDEST_SECONDS.set(max(0, age))
