"""What is always true of credits, songs, objects and logs, asked of a stack at rest.

The rules are the product's own audit; a test adds the secrets that only it knows.
"""

import hashlib
import uuid
from typing import Any

from temporalio.client import Client

from devstack.audit import addresses_of
from services.workflows.audit.command import report_of
from shared.contracts import object_keys
from shared.contracts.audit import Audit
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_SETTLE_SECONDS = 30.0

# Nothing is on its way any more: what is found counts however young it is.
_AT_REST = Audit(settle_seconds=1, grace_seconds=0, is_deep=True)


async def settled(stack: RunningStack) -> None:
    """Return once no workflow is open: clean-up may come after a song has ended.

    What the clock begins does not count: whose worker was killed waits for minutes.
    """
    client = await Client.connect(f"127.0.0.1:{stack.ports()['temporal']}")

    async def is_quiet() -> bool:
        count = await client.count_workflows(
            "ExecutionStatus = 'Running' AND TemporalScheduledById IS NULL"
        )
        return count.count == 0

    await until_true(
        is_quiet, what="no workflow is open", within_seconds=_SETTLE_SECONDS
    )


async def broken_rules(stack: RunningStack) -> list[str]:
    """A sentence for each thing that breaks a rule; empty when all is well."""
    await settled(stack)
    report = await report_of(
        addresses_of(stack.folder),
        _AT_REST,
        logs=stack.folder / "logs",
        tell=lambda _: None,
    )
    suspected = [f"{report.unexamined} more are suspected"] if report.unexamined else []
    return [*map(str, report.violations), *suspected, *_told_in_the_logs(stack)]


def _told_in_the_logs(stack: RunningStack) -> list[str]:
    """Names the log and not the secret: a report is a log as well."""
    return [
        f"{name} repeats a secret"
        for name, text in stack.logs().items()
        if any(secret.lower() in text.lower() for secret in stack.secrets)
    ]


def ends_of(stack: RunningStack, song: dict[str, Any]) -> list[str]:
    """How a song's credit was resolved: ``capture`` or ``release``, once."""
    query = (
        "SELECT kind FROM ledger_entries"
        " WHERE song_id = %s AND kind IN ('capture', 'release')"
    )
    with stack.database() as connection:
        return [kind for (kind,) in connection.execute(query, (song["id"],))]


def digest_of(stack: RunningStack, song: dict[str, Any], name: str) -> str:
    """The sha256, in hex, of one of a song's objects."""
    key = object_keys.prefix(uuid.UUID(song["id"])) + name
    return hashlib.sha256(stack.objects(key)[key]).hexdigest()


def keys_of(stack: RunningStack, song: dict[str, Any]) -> list[str]:
    """The objects that a song has in the bucket."""
    prefix = object_keys.prefix(uuid.UUID(song["id"]))
    return sorted(key.removeprefix(prefix) for key in stack.objects(prefix))
