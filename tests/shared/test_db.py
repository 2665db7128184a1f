"""Connections that are lent live, and queries that need no transaction have none."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.db import Sessions, create_sessions, database, lend_only_living
from shared.settings import DatabaseSettings


@pytest.fixture
async def pooled(database_url: str) -> AsyncIterator[Sessions]:
    """As services have them, with one connection."""
    settings = DatabaseSettings.model_validate({"url": database_url, "pool_size": 1})
    async with database(settings) as sessions:
        yield sessions


@pytest.fixture
async def silent() -> AsyncIterator[socket.socket]:
    """A line that says nothing, and that ends once something is said on it."""
    mine, theirs = socket.socketpair()
    loop = asyncio.get_running_loop()

    def hang_up() -> None:
        loop.remove_reader(theirs)
        theirs.close()

    loop.add_reader(theirs, hang_up)
    with mine:
        yield mine
    assert theirs.fileno() == -1


async def ask(session: AsyncSession, words: str) -> object:
    return (await session.execute(text(words))).scalar_one()


async def backend(sessions: Sessions) -> object:
    async with sessions() as session:
        return await ask(session, "SELECT pg_backend_pid()")


async def test_a_connection_that_the_server_ended_is_not_lent(
    pooled: Sessions, sessions: Sessions
) -> None:
    first = await backend(pooled)
    async with sessions() as session:
        gone = text("SELECT pg_terminate_backend(:pid, 5000)")
        assert (await session.execute(gone, {"pid": first})).scalar_one()

    second = await backend(pooled)

    assert second != first


async def test_a_server_whose_machine_is_gone_is_given_up_after_seconds(
    pooled: Sessions,
) -> None:
    async with pooled() as session:
        raw = await (await session.connection()).get_raw_connection()
        assert raw.driver_connection is not None
        # What the kernel was told of this line: else it waits for a quarter of an hour.
        with socket.socket(fileno=os.dup(raw.driver_connection.fileno())) as line:
            unheard_ms = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            silent_seconds = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE)

    assert 0 < unheard_ms <= 15_000
    assert silent_seconds <= 15


async def test_a_connection_that_was_used_just_now_is_lent_as_it_is(
    pooled: Sessions,
) -> None:
    first = await backend(pooled)
    assert await backend(pooled) == first


async def test_a_line_that_broke_in_silence_is_not_lent(
    database_url: str, silent: socket.socket
) -> None:
    engine = create_async_engine(database_url, pool_size=1)
    lend_only_living(engine, trusted_seconds=0.0)
    pooled = create_sessions(engine)
    async with engine.connect() as connection:
        first = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        line = (await connection.get_raw_connection()).driver_connection
    assert line is not None
    os.dup2(silent.fileno(), line.fileno())

    second = await backend(pooled)

    await engine.dispose()
    assert second != first


@pytest.mark.parametrize(
    ("trusted_seconds", "last_words"), [(0.0, ";"), (60.0, "ROLLBACK")]
)
async def test_only_one_that_lay_idle_for_long_is_asked(
    database_url: str, sessions: Sessions, trusted_seconds: float, last_words: str
) -> None:
    engine = create_async_engine(database_url, pool_size=1)
    lend_only_living(engine, trusted_seconds=trusted_seconds)
    pooled = create_sessions(engine)
    pid = await backend(pooled)

    async with pooled() as session:
        await session.connection()
        async with sessions() as other:
            said = text("SELECT query FROM pg_stat_activity WHERE pid = :pid")
            words = (await other.execute(said, {"pid": pid})).scalar_one()

    await engine.dispose()
    assert words.startswith(last_words)


async def test_a_reader_sees_what_was_committed_meanwhile(pooled: Sessions) -> None:
    async with pooled.reading() as session:
        # The time at which a transaction began stands still in it.
        moments = [await ask(session, "SELECT now()") for _ in range(2)]
    async with pooled() as session:
        within = [await ask(session, "SELECT now()") for _ in range(2)]

    assert moments[0] != moments[1]
    assert within[0] == within[1]


async def test_a_transaction_after_a_reader_is_one(pooled: Sessions) -> None:
    async with pooled.reading() as session:
        await ask(session, "SELECT 1")

    async with pooled.begin() as session:
        await ask(session, "SELECT set_config('app.kept', 'yes', true)")
        kept = await ask(session, "SELECT current_setting('app.kept')")

    assert kept == "yes"
