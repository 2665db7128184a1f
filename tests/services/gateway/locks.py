"""Sees that a request waits for a row, so that a test can let two of them race on purpose."""

import asyncio

from sqlalchemy import text

from shared.db import Sessions

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def waiting_for_a_lock(sessions: Sessions) -> None:
    """Return once somebody waits; the test's own timeout ends it when nobody does."""
    while True:
        async with sessions() as session:
            if (await session.execute(_WAITING)).scalar_one():
                return
        # Let the request that is to wait get there: it runs in this same loop.
        await asyncio.sleep(0)
