"""Database sessions."""

import select
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.settings import DatabaseSettings

# A statement that waits longer than this waits for something that is broken.
_TIMEOUTS = "-c statement_timeout=15000 -c lock_timeout=10000"
# A server whose machine is gone says nothing: the system would wait 15 minutes for it.
_LINE: Final = {
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
_TRUSTED_SECONDS: Final = 5.0
_RETURNED: Final = "returned_at"


class Sessions(async_sessionmaker[AsyncSession]):
    """``async with sessions.begin() as session`` is one transaction, start to end."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine, class_=AsyncSession, expire_on_commit=False)
        self._autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")

    def reading(self) -> AsyncSession:
        """For queries that need no transaction around them: each is one trip, not three.

        Never for a write, nor for ``set_config(…, true)``: nothing outlasts its statement.
        """
        return self(bind=self._autocommit)


def create_sessions(engine: AsyncEngine) -> Sessions:
    return Sessions(engine)


@asynccontextmanager
async def database(settings: DatabaseSettings) -> AsyncIterator[Sessions]:
    """Connect on demand; close what was opened at the end."""
    engine = create_async_engine(
        str(settings.url),
        pool_size=settings.pool_size,
        # Each is made for one request and ends with it: for rushes only.
        max_overflow=settings.pool_size // 2,
        # Parameters are prompts, lyrics and addresses; errors end in logs.
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": _TIMEOUTS, **_LINE},
    )
    lend_only_living(engine)
    try:
        yield create_sessions(engine)
    finally:
        await engine.dispose()


def lend_only_living(
    engine: AsyncEngine, *, trusted_seconds: float = _TRUSTED_SECONDS
) -> None:
    """A restarted server leaves dead connections: look at one before lending it.

    A server that ends a connection says so, and what it said lies ready to be read. Only
    one that lay idle for long is asked as well: a line that broke in silence says nothing.
    In place of ``pool_pre_ping``, which asks each time and doubles the trips of a query.
    """
    ping = engine.dialect.do_ping

    @event.listens_for(engine.sync_engine, "checkin")
    def note(_: Any, entry: ConnectionPoolEntry) -> None:
        entry.info[_RETURNED] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def look(connection: Any, entry: ConnectionPoolEntry, _: Any) -> None:
        returned_at = entry.info.get(_RETURNED)
        if returned_at is None:
            return
        if _has_said_something(connection.driver_connection):
            raise InvalidatePoolError
        if time.monotonic() - returned_at > trusted_seconds:
            try:
                ping(connection)
            except psycopg.Error as error:
                raise InvalidatePoolError from error


def _has_said_something(connection: psycopg.AsyncConnection) -> bool:
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
