"""What is always true of credits, songs, objects and logs, asked of a stack at rest."""

import hashlib
import uuid
from typing import Any

import psycopg
from psycopg.rows import dict_row
from temporalio.client import Client

from shared.contracts import object_keys
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_SETTLE_SECONDS = 30.0

# Each finds what breaks a rule; a rule that holds finds nothing.
_QUERIES = {
    "a balance is the sum of its entries": """
        SELECT account.id FROM credit_accounts AS account
        LEFT JOIN ledger_entries AS entry ON entry.account_id = account.id
        GROUP BY account.id
        HAVING account.balance <> coalesce(sum(entry.amount), 0)
            OR account.reserved <> coalesce(sum(entry.reserved), 0)""",
    "nothing stays reserved and nobody is overdrawn": """
        SELECT id FROM credit_accounts WHERE reserved <> 0 OR balance < 0""",
    "a reserved credit is resolved exactly once, in full": """
        SELECT song_id FROM ledger_entries WHERE song_id IS NOT NULL
        GROUP BY song_id
        HAVING count(*) FILTER (WHERE kind IN ('capture', 'release')) <> 1
            OR count(*) FILTER (WHERE kind = 'reserve') > 1
            OR sum(reserved) <> 0""",
    "every song has ended": """
        SELECT id FROM songs WHERE status NOT IN ('ready', 'failed', 'cancelled')""",
    "a song is ready when, and only when, its credit is taken": """
        SELECT song.id FROM songs AS song
        LEFT JOIN ledger_entries AS entry
            ON entry.song_id = song.id AND entry.kind = 'capture'
        WHERE (song.status = 'ready') <> (entry.id IS NOT NULL)""",
    "a song that was not made gives its credit back": """
        SELECT song.id FROM songs AS song
        LEFT JOIN ledger_entries AS entry
            ON entry.song_id = song.id AND entry.kind = 'release'
        WHERE (song.status IN ('failed', 'cancelled')) <> (entry.id IS NOT NULL)""",
    "a ready song has its sound in two formats and a cover": """
        SELECT song.id FROM songs AS song
        WHERE (song.status = 'ready') <> (3 = (
            SELECT count(*) FROM song_objects AS object
            WHERE object.song_id = song.id AND name IN ('flac', 'mp3', 'cover')))""",
}


async def settled(stack: RunningStack) -> None:
    """Return once no workflow is open: clean-up may come after a song has ended."""
    client = await Client.connect(f"127.0.0.1:{stack.ports()['temporal']}")

    async def is_quiet() -> bool:
        count = await client.count_workflows("ExecutionStatus = 'Running'")
        return count.count == 0

    await until_true(
        is_quiet, what="no workflow is open", within_seconds=_SETTLE_SECONDS
    )


async def broken_rules(stack: RunningStack) -> list[str]:
    """A sentence for each thing that breaks a rule; empty when all is well."""
    await settled(stack)
    with stack.database() as connection:
        return [
            *_broken_in_the_database(connection),
            *_broken_in_the_bucket(connection, stack.objects()),
            *_told_in_the_logs(stack),
        ]


def _broken_in_the_database(connection: psycopg.Connection) -> list[str]:
    return [
        f"{row[0]} breaks the rule that {rule}"
        for rule, query in _QUERIES.items()
        for row in connection.execute(query)
    ]


def _broken_in_the_bucket(
    connection: psycopg.Connection, objects: dict[str, bytes]
) -> list[str]:
    rows = connection.cursor(row_factory=dict_row).execute("SELECT * FROM song_objects")
    recorded = {row["key"]: row for row in rows}
    missing = [f"{key} is gone" for key in recorded if key not in objects]
    orphans = [f"{key} belongs to no song" for key in objects if key not in recorded]
    differing = [
        f"{key} is not what was recorded"
        for key, row in recorded.items()
        if key in objects and not _is_as_recorded(objects[key], row)
    ]
    return missing + orphans + differing


def _is_as_recorded(content: bytes, row: dict[str, Any]) -> bool:
    digest = hashlib.sha256(content).hexdigest()
    return (len(content), digest) == (row["size_bytes"], row["sha256"])


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
