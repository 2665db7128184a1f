"""Database sessions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.settings import DatabaseSettings

Sessions: TypeAlias = async_sessionmaker[AsyncSession]

# A statement that waits longer than this waits for something that is broken.
_TIMEOUTS = "-c statement_timeout=15000 -c lock_timeout=10000"


def create_sessions(engine: AsyncEngine) -> Sessions:
    """``async with sessions.begin() as session`` is one transaction, start to end."""
    return async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


@asynccontextmanager
async def database(settings: DatabaseSettings) -> AsyncIterator[Sessions]:
    """Connect on demand; close what was opened at the end."""
    engine = create_async_engine(
        str(settings.url),
        pool_size=settings.pool_size,
        # Parameters are prompts, lyrics and addresses; errors end in logs.
        hide_parameters=True,
        # A restarted server leaves dead connections: try one before lending it.
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": _TIMEOUTS},
    )
    try:
        yield create_sessions(engine)
    finally:
        await engine.dispose()
