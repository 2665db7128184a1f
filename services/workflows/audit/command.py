"""The audit as a person runs it: findings to stdout, what it is doing to stderr."""

import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import typer

from services.workflows.audit.auditing import Report, audit
from services.workflows.audit.invariants import SENTENCES
from services.workflows.audit.logs import leaks
from services.workflows.audit.look import Places, Tell
from services.workflows.audit.outages import CannotAsk
from shared.contracts.audit import Audit
from shared.s3 import S3Storage
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
)
from shared.temporal import connect

CLEAN: Final = 0
VIOLATED: Final = 1
UNKNOWN: Final = 2
"""Exit statuses; the last one when something could not be asked."""

_QUIET_SECONDS: Final = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Where the three places are, and how many songs a person may have unfinished."""

    database: DatabaseSettings
    storage: StorageSettings
    temporal: TemporalSettings
    people: AccountSettings


async def run(
    addresses: Addresses, request: Audit, *, logs: Path | None, as_json: bool
) -> int:
    """Audit, print, and return the exit status."""
    try:
        report = await report_of(addresses, request, logs=logs, tell=_progress())
    except CannotAsk as error:
        if as_json:
            typer.echo(json.dumps({"cannot_ask": error.place, "message": str(error)}))
        typer.echo(str(error), err=True)
        return UNKNOWN
    for line in [_as_json(report)] if as_json else _lines(report):
        typer.echo(line)
    return CLEAN if report.is_clean else VIOLATED


async def report_of(
    addresses: Addresses, request: Audit, *, logs: Path | None, tell: Tell
) -> Report:
    places = Places(
        database=addresses.database,
        storage=S3Storage(addresses.storage),
        # It connects when it is first asked: then an outage is told as one.
        temporal=await connect(addresses.temporal, lazy=True),
        quota=addresses.people.unfinished_songs_limit,
    )
    began_at = time.monotonic()
    told = list(leaks(logs, tell=tell)) if logs is not None else []
    report = await audit(places, request, tell=tell)
    return replace(
        report,
        violations=[*report.violations, *told],
        seconds=time.monotonic() - began_at,
    )


def _lines(report: Report) -> list[str]:
    count = len(report.violations)
    found = f"{count} violation{'' if count == 1 else 's'}" if count else "No violation"
    more = f" ({report.unexamined} more suspected)" if report.unexamined else ""
    seen = f"{report.seen.songs:,} songs and {report.seen.objects:,} objects"
    return [
        *map(str, report.violations),
        *(f"{name} says: {SENTENCES[name]}" for name in report.broken),
        f"{found}{more} in {seen}, after {report.seconds:.1f} s.",
    ]


def _as_json(report: Report) -> str:
    return json.dumps(
        {
            "violations": [asdict(violation) for violation in report.violations],
            "by_invariant": report.by_invariant,
            "unexamined": report.unexamined,
            "songs": report.seen.songs,
            "objects": report.seen.objects,
            "seconds": round(report.seconds, 3),
        }
    )


def _progress() -> Tell:
    """A line now and then, and none for an audit that is soon done."""
    last = time.monotonic()

    def tell(what: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _QUIET_SECONDS:
            last = now
            typer.echo(f"… {what}", err=True)

    return tell
