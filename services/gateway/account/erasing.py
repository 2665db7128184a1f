"""Forgetting a person: the doors close at once, a workflow removes the rest."""

from typing import Annotated

import structlog
from fastapi import Depends

from services.gateway.account.repository import AccountRepository
from services.gateway.account.starting import ErasureWorkflows
from services.gateway.auth.schemas import ERASED_DOMAIN
from services.gateway.dependencies import SessionsDep, TemporalDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.user import User

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Erasing:
    def __init__(
        self, sessions: Sessions, workflows: ErasureWorkflows, mails: MailWorkflows
    ) -> None:
        self._sessions = sessions
        self._workflows = workflows
        self._mails = mails

    async def erase(self, owner: User) -> None:
        """Sign the person out for ever and free their address; both hold at once."""
        async with self._sessions.begin() as session:
            repository = AccountRepository(session)
            user = await repository.held(owner.id)
            mail = Mail(
                purpose=MailPurpose.ACCOUNT_ERASED, address=user.email, user_id=user.id
            )
            session.add(mail)
            _make_nobody(user)
            await repository.close_every_door(user.id)
            await repository.unpublish_songs(user.id)
        log.info("erasure_asked", user_id=str(user.id))
        await self._mails.deliver_or_leave(mail)
        await self._workflows.start_or_leave(user.id)


def _make_nobody(user: User) -> None:
    user.erased_at = utc_now()
    user.email = f"erased-{user.id}{ERASED_DOMAIN}"
    user.email_verified = False
    user.name = ""
    user.password_hash = None


async def get_erasing(
    sessions: SessionsDep, temporal: TemporalDep, mails: MailWorkflowsDep
) -> Erasing:
    return Erasing(sessions, ErasureWorkflows(temporal), mails)


ErasingDep = Annotated[Erasing, Depends(get_erasing)]
