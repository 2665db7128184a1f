"""The audit: looks twice, because a service at work is never at rest.

Postgres, the bucket and Temporal cannot be asked at one moment. Between two questions a
song ends, is deleted, gets its WAV; each look would find what is only on its way. So what
is young does not count, what a workflow is about to record or remove does not count, and
what remains is a violation only if it is still there some seconds later. What one
transaction of Postgres can show is exact at any moment; it is looked at twice all the same.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.look import Places, Seen, Tell
from services.workflows.audit.looking import first_look, second_look
from services.workflows.audit.outages import asking_temporal, asking_the_bucket
from services.workflows.audit.violations import Violation
from shared.contracts.audit import Audit


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    violations: Sequence[Violation]
    unexamined: int
    """Suspected beyond what is kept for a second look."""
    seen: Seen
    seconds: float

    @property
    def is_clean(self) -> bool:
        return not self.violations and not self.unexamined

    @property
    def broken(self) -> Sequence[Invariant]:
        return [each for each, count in self.by_invariant.items() if count]

    @property
    def by_invariant(self) -> Mapping[Invariant, int]:
        counts = Counter(violation.invariant for violation in self.violations)
        return {invariant: counts[invariant] for invariant in Invariant}


async def audit(places: Places, request: Audit, *, tell: Tell) -> Report:
    """Look at all three places; ``CannotAsk`` when one of them does not answer."""
    began_at = time.monotonic()
    await _see_that_all_answer(places)
    suspects, seen = await first_look(places, request, tell=tell)
    violations: Sequence[Violation] = []
    if suspects:
        tell(f"{len(suspects):,} suspected, looked at again in a moment")
        await asyncio.sleep(request.settle_seconds)
        violations = await second_look(places, request, suspects, tell=tell)
    return Report(
        violations=sorted(violations, key=_order),
        unexamined=suspects.beyond,
        seen=seen,
        seconds=time.monotonic() - began_at,
    )


async def _see_that_all_answer(places: Places) -> None:
    """At once, and not after minutes; Postgres is asked first anyway."""
    with asking_the_bucket():
        await asyncio.to_thread(places.storage.check)
    with asking_temporal():
        await places.temporal.service_client.check_health()


def _order(violation: Violation) -> tuple[int, tuple[str, ...]]:
    return int(violation.invariant.removeprefix("I")), violation.subjects
