"""The two looks of an audit: all that is suspect, and what is left of it a little later."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from services.workflows.audit import ledger_rules, order_rules, song_rules
from services.workflows.audit.look import Check, Look, Places, Seen, Tell
from services.workflows.audit.making import MakingCheck
from services.workflows.audit.open_workflows import OpenWorkflows
from services.workflows.audit.snapshot import snapshot_of
from services.workflows.audit.storing import StoringCheck
from services.workflows.audit.violations import Suspects, Violation
from shared.contracts.audit import Audit
from shared.models.base import utc_now

# What compares two places that move comes first: little time for them to differ.
CHECKS: Final[Sequence[Check]] = (
    MakingCheck(),
    *ledger_rules.RULES,
    *song_rules.RULES,
    *order_rules.RULES,
    StoringCheck(),
)


async def first_look(
    places: Places, request: Audit, *, tell: Tell
) -> tuple[Suspects, Seen]:
    """All that breaks a rule, or may seem so for a moment; and how much was seen."""
    suspects = Suspects()
    async with _look_at(places, request, tell=tell) as look:
        for check in CHECKS:
            tell(f"looking for: {', '.join(check.rules)}")
            found = check.suspects(look)
            async for violation in found:
                suspects.add(violation)
    return suspects, look.seen


async def second_look(
    places: Places, request: Audit, suspects: Suspects, *, tell: Tell
) -> Sequence[Violation]:
    """Of what was suspected before, that which still breaks its rule."""
    confirmed: dict[object, Violation] = {}
    async with _look_at(places, request, tell=tell) as look:
        for check in CHECKS:
            mine = suspects.of(check.rules)
            if not mine:
                continue
            tell(f"looking again at {len(mine):,} for: {', '.join(check.rules)}")
            found = check.confirmed(look, mine)
            async for violation in found:
                if violation in suspects:
                    confirmed[violation.identity] = violation
    return list(confirmed.values())


@asynccontextmanager
async def _look_at(
    places: Places, request: Audit, *, tell: Tell
) -> AsyncIterator[Look]:
    async with snapshot_of(places.database) as snapshot:
        yield Look(
            snapshot=snapshot,
            storage=places.storage,
            workflows=OpenWorkflows(places.temporal),
            quota=places.quota,
            request=request,
            began_at=utc_now(),
            tell=tell,
        )
