"""Delivers mails that were recorded and left: the gateway died, or Temporal was away."""

from datetime import timedelta
from typing import Final

from temporalio.client import Client

from services.gateway.mailing.repository import MailRepository
from services.gateway.mailing.service import MailWorkflows
from shared.db import Sessions
from shared.models.base import utc_now

_LEFT: Final = timedelta(seconds=5)
_AT_ONCE: Final = 100


async def deliver_stranded(sessions: Sessions, client: Client) -> int:
    """Start what should run; what has its workflow is left as it is."""
    workflows, after, done = MailWorkflows(client), None, 0
    while True:
        async with sessions() as session:
            mails = await MailRepository(session).stranded(
                created_before=utc_now() - _LEFT, after=after, limit=_AT_ONCE
            )
        for mail in mails:
            await workflows.deliver(mail)
        done += len(mails)
        if len(mails) < _AT_ONCE:
            return done
        after = (mails[-1].created_at, mails[-1].id)
