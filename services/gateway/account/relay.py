"""Begins the erasures that were asked for but not begun."""

from temporalio.client import Client

from services.gateway.account.repository import AccountRepository
from services.gateway.account.starting import ErasureWorkflows
from shared.db import Sessions

_AT_ONCE = 100


async def erase_stranded(sessions: Sessions, client: Client) -> int:
    """Start what should run; what has its workflow is left as it is."""
    workflows, after, done = ErasureWorkflows(client), None, 0
    while True:
        async with sessions() as session:
            found = await AccountRepository(session).erased(after=after, limit=_AT_ONCE)
        for user_id in found:
            await workflows.start(user_id)
        done += len(found)
        if len(found) < _AT_ONCE:
            return done
        after = found[-1]
