"""The database as it was at one moment, read a batch of rows at a time."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, LiteralString, TypeAlias

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed
from sqlalchemy.engine import make_url

from services.workflows.audit.outages import asking_postgres
from shared.settings import DatabaseSettings

Row: TypeAlias = dict[str, Any]
Query: TypeAlias = LiteralString

_ROWS_AT_ONCE: Final = 2_000
_CONNECT_SECONDS: Final = 5
# Sums over all entries take long, and everybody else is not kept waiting by them.
_TIMEOUTS: Final = "-c statement_timeout=600000 -c lock_timeout=10000"


class Snapshot:
    """One transaction that reads only: all its answers are of the same moment."""

    def __init__(self, connection: psycopg.AsyncConnection[Row]) -> None:
        self._connection = connection
        self._cursors = 0

    async def rows(
        self, query: SQL | Composed, facts: Mapping[str, object]
    ) -> AsyncIterator[Row]:
        """By a cursor of the server's, so that memory does not grow with the answer."""
        self._cursors += 1
        with asking_postgres():
            async with self._connection.cursor(f"audit_{self._cursors}") as cursor:
                cursor.itersize = _ROWS_AT_ONCE
                await cursor.execute(query, facts)
                async for row in cursor:
                    yield row


@asynccontextmanager
async def snapshot_of(settings: DatabaseSettings) -> AsyncIterator[Snapshot]:
    url = make_url(str(settings.url)).set(drivername="postgresql")
    with asking_postgres():
        connection = await psycopg.AsyncConnection.connect(
            url.render_as_string(hide_password=False),
            connect_timeout=_CONNECT_SECONDS,
            options=_TIMEOUTS,
            row_factory=dict_row,
        )
        async with connection:
            await connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            await connection.set_read_only(True)
            yield Snapshot(connection)
