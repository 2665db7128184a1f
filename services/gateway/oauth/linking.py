"""The accounts at other providers that a person signs in with: adding, removing."""

from collections.abc import Sequence
from typing import Annotated

import structlog
from fastapi import Depends

from services.gateway.dependencies import SessionsDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.oauth.errors import (
    LastWayIn,
    ProviderAccountInUse,
    ProviderLinkedAlready,
)
from services.gateway.oauth.providers import Providers, ProvidersDep
from services.gateway.oauth.registration import Profile, Registration
from services.gateway.oauth.repository import OauthRepository
from shared.db import Sessions
from shared.errors import NotFound
from shared.models.mail import Mail, MailPurpose
from shared.models.oauth_account import OauthAccount
from shared.models.user import User

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Linking:
    def __init__(
        self, sessions: Sessions, providers: Providers, mails: MailWorkflows
    ) -> None:
        self._sessions = sessions
        self._providers = providers
        self._mails = mails

    async def accounts(self, owner: User) -> Sequence[OauthAccount]:
        async with self._sessions() as session:
            return await OauthRepository(session).of(owner.id)

    async def link(self, owner: User, profile: Profile, at: Registration) -> None:
        """Let a person sign in with this account too; harmless when they do already."""
        async with self._sessions.begin() as session:
            accounts = OauthRepository(session)
            mail = _changed(await accounts.lock(owner.id))
            linked = [
                account
                for account in await accounts.of(owner.id)
                if account.provider == at.name
            ]
            if any(account.subject == profile.subject for account in linked):
                return
            if linked:
                raise ProviderLinkedAlready(label=at.label)
            if not await accounts.add(account_of(owner, profile, at)):
                raise ProviderAccountInUse(label=at.label)
            session.add(mail)
        await self._mails.deliver_or_leave(mail)
        log.info("provider_linked", provider=at.name, user_id=str(owner.id))

    async def unlink(self, owner: User, name: str) -> None:
        """Take a way of signing in away, unless it is the last."""
        async with self._sessions.begin() as session:
            accounts = OauthRepository(session)
            current = await accounts.lock(owner.id)
            mail = _changed(current)
            if not await accounts.remove(owner.id, provider=name):
                raise NotFound("No account at this provider is linked to yours.")
            if not await self._has_another_way(accounts, current, than=name):
                # Rising through the block puts it back.
                raise LastWayIn
            session.add(mail)
        await self._mails.deliver_or_leave(mail)
        log.info("provider_unlinked", provider=name, user_id=str(owner.id))

    async def _has_another_way(
        self, accounts: OauthRepository, owner: User, *, than: str
    ) -> bool:
        if owner.password_hash is not None:
            return True
        if await accounts.has_passkey(owner.id):
            return True
        issuers = {registration.issuer for registration in self._providers}
        return await accounts.has_other(owner.id, than=than, issuers=issuers)


def account_of(owner: User, profile: Profile, at: Registration) -> OauthAccount:
    return OauthAccount(
        issuer=profile.issuer,
        subject=profile.subject,
        provider=at.name,
        user_id=owner.id,
    )


def _changed(owner: User) -> Mail:
    return Mail(
        purpose=MailPurpose.SIGN_IN_CHANGED, address=owner.email, user_id=owner.id
    )


async def get_linking(
    sessions: SessionsDep, providers: ProvidersDep, mails: MailWorkflowsDep
) -> Linking:
    return Linking(sessions, providers, mails)


LinkingDep = Annotated[Linking, Depends(get_linking)]
