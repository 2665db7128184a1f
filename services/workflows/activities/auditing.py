"""The audit, as an activity: asks all three places, and tells Prometheus what it found."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import structlog
from temporalio import activity
from typing_extensions import override

from services.workflows.audit.auditing import Report, audit
from services.workflows.audit.invariants import Invariant
from services.workflows.audit.look import Places
from services.workflows.metrics import AUDIT_LAST_RUN, AUDIT_VIOLATIONS
from shared.contracts.activities import AuditActivities
from shared.contracts.audit import Audit, Audited

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_BEAT_SECONDS: Final = 5.0
_MOST_TOLD: Final = 20


class PlacesAuditActivities(AuditActivities):
    """It only reads, so that it may run as often as one likes."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @override
    @activity.defn
    async def audit(self, request: Audit) -> Audited:
        async with _beating() as progress:
            report = await audit(self._places, request, tell=progress.tell)
        _measure(report)
        _log(report)
        return Audited(
            violations=len(report.violations),
            by_invariant={str(name): n for name, n in report.by_invariant.items()},
            sentences=tuple(map(str, report.violations[:_MOST_TOLD])),
            unexamined=report.unexamined,
            songs=report.seen.songs,
            objects=report.seen.objects,
            seconds=round(report.seconds, 3),
        )


@dataclass(slots=True)
class _Progress:
    said: str = ""

    def tell(self, what: str) -> None:
        self.said = what


@asynccontextmanager
async def _beating() -> AsyncIterator[_Progress]:
    """Beat by the clock: one long sum over all entries tells nothing meanwhile."""
    progress = _Progress()

    async def beat() -> None:
        while True:
            activity.heartbeat(progress.said)
            await asyncio.sleep(_BEAT_SECONDS)

    beating = asyncio.create_task(beat())
    try:
        yield progress
    finally:
        beating.cancel()


def _measure(report: Report) -> None:
    """What holds is 0, so that an alarm ends; a worker shows its own last run only."""
    for invariant, count in report.by_invariant.items():
        # Logs are not looked at here: a 0 would say that they were.
        if invariant != Invariant.I13:
            AUDIT_VIOLATIONS.labels(invariant).set(count)
    AUDIT_LAST_RUN.set(time.time())


def _log(report: Report) -> None:
    for violation in report.violations[:_MOST_TOLD]:
        log.error(
            "invariant_violated",
            invariant=violation.invariant,
            rule=violation.rule,
            subjects=violation.subjects,
        )
    log.info(
        "audited",
        violations=len(report.violations),
        unexamined=report.unexamined,
        songs=report.seen.songs,
        seconds=round(report.seconds, 1),
    )
