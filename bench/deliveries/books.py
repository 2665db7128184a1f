"""The database of a run: who buys, what breaks connections, and whether the books are right."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import psycopg

from bench.deliveries.story import Bought, Story

_EVERY_SECONDS: Final = 0.3
_TERMINATE: Final = """
    SELECT count(pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'
        ORDER BY random() LIMIT 1) AS chosen"""

# Each finds what breaks a rule; a rule that holds finds nothing.
_RULES: Final = {
    "I1: a balance is the sum of its entries": """
        SELECT account.id FROM credit_accounts AS account
        LEFT JOIN ledger_entries AS entry ON entry.account_id = account.id
        GROUP BY account.id
        HAVING account.balance <> coalesce(sum(entry.amount), 0)""",
    "I2: what is reserved is the sum of what is pending": """
        SELECT account.id FROM credit_accounts AS account
        LEFT JOIN ledger_entries AS entry ON entry.account_id = account.id
        GROUP BY account.id
        HAVING account.reserved <> coalesce(sum(entry.reserved), 0)""",
    "I3: nobody is overdrawn": """
        SELECT id FROM credit_accounts WHERE reserved < 0 OR balance < reserved""",
    "I4: a reserved credit is resolved once": """
        SELECT song_id FROM ledger_entries WHERE song_id IS NOT NULL GROUP BY song_id
        HAVING count(*) FILTER (WHERE kind IN ('capture', 'release')) > 1""",
    "I9: an order is granted once, and no more is taken back": """
        SELECT order_id FROM ledger_entries WHERE order_id IS NOT NULL GROUP BY order_id
        HAVING count(*) FILTER (WHERE kind = 'grant') <> 1 OR sum(amount) < 0""",
    "I10: what is in the inbox was acted on": """
        SELECT id FROM webhook_deliveries WHERE outcome = ''""",
}


def connect(database_url: str) -> psycopg.Connection:
    return psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True)


def sign_up(connection: psycopg.Connection, people: Sequence[UUID]) -> None:
    """Without credits to start with: what they have is what they bought."""
    for person in people:
        connection.execute(
            "INSERT INTO users (id, email, name, email_verified, created_at)"
            " VALUES (%s, %s, 'Mara', false, now())",
            (person, f"{person.hex}@example.org"),
        )
        connection.execute(
            "INSERT INTO credit_accounts (id, balance, reserved) VALUES (%s, 0, 0)",
            (person,),
        )


@asynccontextmanager
async def breaking_connections(
    connection: psycopg.Connection,
) -> AsyncIterator[list[int]]:
    """Ends one of the database's connections now and then; the list counts them."""
    ended: list[int] = []

    async def go_on() -> None:
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            row = connection.execute(_TERMINATE).fetchone()
            ended.append(row[0] if row else 0)

    breaking = asyncio.create_task(go_on())
    yield ended
    breaking.cancel()


def violations(
    connection: psycopg.Connection, story: Story, *, delivered: set[str]
) -> list[str]:
    """A sentence for each thing that is not as it must be; empty when all is well."""
    broken = [
        f"{row[0]} breaks {rule}"
        for rule, query in _RULES.items()
        for row in connection.execute(query)
    ]
    kept = {row[0] for row in connection.execute("SELECT id FROM webhook_deliveries")}
    broken += [f"{each} was delivered and not kept" for each in delivered - kept]
    broken += [f"{each} was never delivered" for each in kept - delivered]
    return broken + [
        sentence
        for bought in story.bought
        if (sentence := _wrong_with(connection, bought)) is not None
    ]


def _wrong_with(connection: psycopg.Connection, bought: Bought) -> str | None:
    """By the ledger itself, and not by what the order's row says of it."""
    row = connection.execute(
        "SELECT coalesce(sum(amount) FILTER (WHERE kind = 'grant'), 0),"
        " coalesce(-sum(amount) FILTER (WHERE kind = 'take_back'), 0)"
        " FROM ledger_entries WHERE order_id = %s AND account_id = %s",
        (bought.order_id, bought.account_id),
    ).fetchone()
    wanted = (bought.granted, bought.taken_back)
    if row == wanted:
        return None
    return f"{bought.order_id}: granted and taken back should be {wanted}, is {row}"
