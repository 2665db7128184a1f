"""A person's passkeys: adding, naming, removing."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.errors import NotSignedIn
from services.gateway.dependencies import SessionsDep, WebSettingsDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.oauth.errors import LastWayIn
from services.gateway.oauth.providers import Providers, ProvidersDep
from services.gateway.passkeys.ceremonies import MadePasskey, Options, RelyingParty
from services.gateway.passkeys.challenges import challenge_of, issue
from services.gateway.passkeys.errors import PasskeyKnown, TooManyPasskeys
from services.gateway.passkeys.repository import PasskeyRepository
from services.gateway.passkeys.schemas import PasskeyCreate
from shared.db import Sessions
from shared.errors import NotFound
from shared.models.mail import Mail, MailPurpose
from shared.models.passkey import Passkey
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.single_use import InvalidToken, SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

MOST_PASSKEYS: Final = 20


class PasskeyService:
    def __init__(
        self,
        sessions: Sessions,
        party: RelyingParty,
        providers: Providers,
        mails: MailWorkflows,
    ) -> None:
        self._sessions = sessions
        self._party = party
        self._providers = providers
        self._mails = mails

    async def of(self, owner: User) -> Sequence[Passkey]:
        """Oldest first."""
        async with self._sessions() as session:
            return await PasskeyRepository(session).of(owner.id)

    async def creation_options(self, owner: User) -> tuple[str, Options]:
        """A ticket, and what a device needs to make a passkey."""
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            known = await _with_room(session, owner)
            await SingleUseTokens(session).revoke(
                owner.id, TokenPurpose.PASSKEY_CREATION
            )
            ticket, challenge = await issue(
                session, TokenPurpose.PASSKEY_CREATION, user_id=owner.id
            )
        options = self._party.creation_options(owner, challenge=challenge, known=known)
        return ticket, options

    async def add(self, owner: User, request: PasskeyCreate) -> Passkey:
        challenge = await self._redeem(owner, request.ticket)
        made = self._party.check_creation(request.credential, challenge=challenge)
        passkey, mail = _passkey(owner, request.name, made), _changed(owner)
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            await _with_room(session, owner)
            if not await PasskeyRepository(session).add(passkey):
                raise PasskeyKnown
            session.add(mail)
        log.info("passkey_added", user_id=str(owner.id), passkey_id=str(passkey.id))
        await self._mails.deliver_or_leave(mail)
        return passkey

    async def rename(self, owner: User, passkey_id: UUID, name: str) -> Passkey:
        async with self._sessions.begin() as session:
            passkey = await PasskeyRepository(session).get_owned(
                passkey_id, owner_id=owner.id
            )
            passkey.name = name
        return passkey

    async def remove(self, owner: User, passkey_id: UUID) -> None:
        """Take a way of signing in away, unless it is the last."""
        mail = _changed(owner)
        async with self._sessions.begin() as session:
            passkeys = PasskeyRepository(session)
            current = await _hold(session, owner)
            if not await passkeys.remove(passkey_id, owner_id=owner.id):
                raise NotFound("Passkey not found.")
            if not await self._has_another_way(passkeys, current):
                # Rising through the block puts it back.
                raise LastWayIn
            session.add(mail)
        log.info("passkey_removed", user_id=str(owner.id), passkey_id=str(passkey_id))
        await self._mails.deliver_or_leave(mail)

    async def _redeem(self, owner: User, ticket: str) -> bytes:
        """The challenge of a ticket, which is used up, whatever was signed."""
        async with self._sessions.begin() as session:
            redeemed = await SingleUseTokens(session).redeem(
                ticket, TokenPurpose.PASSKEY_CREATION
            )
            if redeemed.user_id != owner.id:
                # Rising through the block gives it back to whom it belongs.
                raise InvalidToken
        return challenge_of(redeemed)

    async def _has_another_way(self, passkeys: PasskeyRepository, owner: User) -> bool:
        if owner.password_hash is not None or await passkeys.of(owner.id):
            return True
        issuers = {registration.issuer for registration in self._providers}
        return await passkeys.has_provider(owner.id, issuers=issuers)


async def _hold(session: AsyncSession, owner: User) -> User:
    """The person as they are now, before all that is theirs: one order for everybody."""
    held = await PasskeyRepository(session).held(owner.id)
    if held is None:
        raise NotSignedIn
    return held


async def _with_room(session: AsyncSession, owner: User) -> Sequence[Passkey]:
    known = await PasskeyRepository(session).of(owner.id)
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys(limit=MOST_PASSKEYS)
    return known


def _passkey(owner: User, name: str, made: MadePasskey) -> Passkey:
    return Passkey(
        user_id=owner.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=made.transports,
    )


def _changed(owner: User) -> Mail:
    return Mail(
        purpose=MailPurpose.SIGN_IN_CHANGED, address=owner.email, user_id=owner.id
    )


async def get_relying_party(settings: WebSettingsDep) -> RelyingParty:
    return RelyingParty.of(settings)


RelyingPartyDep = Annotated[RelyingParty, Depends(get_relying_party)]


async def get_passkey_service(
    sessions: SessionsDep,
    party: RelyingPartyDep,
    providers: ProvidersDep,
    mails: MailWorkflowsDep,
) -> PasskeyService:
    return PasskeyService(sessions, party, providers, mails)


PasskeyServiceDep = Annotated[PasskeyService, Depends(get_passkey_service)]
