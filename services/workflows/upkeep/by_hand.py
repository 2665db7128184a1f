"""The upkeep as a person runs it: tells what it would do, and does it only when told."""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence

from services.workflows.upkeep.errands import NEEDING_TEMPORAL, Tools, parts_of
from services.workflows.upkeep.outages import (
    OUTAGES,
    absence_of,
    place_of,
    reason_of,
)
from services.workflows.upkeep.running import Run
from services.workflows.upkeep.telling import lines_of
from shared.contracts.upkeep import Errand
from shared.errors import DomainError


async def run_errands(
    errands: Sequence[Errand],
    tools: Tools,
    *,
    apply: bool,
    tell: Callable[[str], None],
    complain: Callable[[str], None],
) -> bool:
    """Each errand as far as it goes; whether all came through.

    One server that is away keeps only those errands back that need it.
    """
    left = defaultdict[str, list[Errand]](list)
    absence = await absence_of(tools.client)
    for errand in errands:
        if absence is not None and errand in NEEDING_TEMPORAL:
            left[_outage(absence)].append(errand)
            continue
        try:
            run = Run(parts_of(errand, tools), apply=apply, most_seen=sys.maxsize)
            report = await run.go()
        except OUTAGES as error:
            left[_outage(error)].append(errand)
        except DomainError as refusal:
            left[str(refusal)].append(errand)
        else:
            for line in lines_of(errand, report, applied=apply):
                tell(line)
    for why, those in left.items():
        complain(f"{why} Not finished: {', '.join(those)}.")
    return not left


def _outage(error: Exception) -> str:
    return f"{place_of(error)} cannot be asked: {reason_of(error)}."
