"""A person's name, password and sessions."""

from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.account.repository import AccountRepository
from services.gateway.account.schemas import PasswordChange, Reauthentication
from services.gateway.auth.device import Device
from services.gateway.auth.errors import ReauthenticationRequired, WrongCredentials
from services.gateway.auth.passwords import Passwords, refuse_own_email
from services.gateway.auth.service import AuthService, AuthServiceDep
from services.gateway.auth.sign_ins import SignIns
from services.gateway.auth.tokens import IDLE, RECENT
from services.gateway.dependencies import SessionsDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.second_factor.second_step import SecondStep, SecondStepDep
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.session import Session
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.pagination import Page, decode_moment, encode
from shared.single_use import SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_WORTHLESS_THEN: Final = (
    TokenPurpose.RESET_PASSWORD,
    # Whoever knew the old password may have come this far with it.
    TokenPurpose.SECOND_FACTOR,
    TokenPurpose.CHANGE_EMAIL,
)


class AccountService:
    def __init__(
        self,
        sessions: Sessions,
        auth: AuthService,
        second_step: SecondStep,
        passwords: Passwords,
        mails: MailWorkflows,
    ) -> None:
        self._sessions = sessions
        self._auth = auth
        self._second_step = second_step
        self._passwords = passwords
        self._mails = mails

    async def rename(self, owner: User, name: str) -> User:
        async with self._sessions.begin() as session:
            user = await AccountRepository(session).held(owner.id)
            user.name = name
        return user

    async def signed_in(
        self, owner: User, *, limit: int, cursor: str | None
    ) -> Page[Session]:
        """Where a person is signed in, newest first."""
        now = utc_now()
        async with self._sessions() as session:
            found = await AccountRepository(session).living_sessions(
                owner.id,
                now=now,
                idle_since=now - IDLE,
                # One more than shown tells whether there is a next page.
                limit=limit + 1,
                before=decode_moment(cursor) if cursor else None,
            )
        shown, more = found[:limit], len(found) > limit
        next_cursor = encode(shown[-1].created_at, shown[-1].id) if more else None
        return Page(items=shown, next_cursor=next_cursor)

    async def end_session(self, owner: User, session_id: UUID) -> None:
        async with self._sessions.begin() as session:
            await AccountRepository(session).end_session(session_id, user_id=owner.id)

    async def reauthenticate(
        self, owner: User, signed_in: Session, proof: Reauthentication, device: Device
    ) -> str:
        """A fresh token for a session whose person has just proved who they are."""
        await self._auth.require_password(owner, proof.password, device)
        await self._second_step.prove(owner, proof.code)
        async with self._sessions.begin() as session:
            await _unchanged(session, owner)
            return await _renew(session, signed_in)

    async def change_password(
        self, owner: User, signed_in: Session, request: PasswordChange, device: Device
    ) -> str:
        """Set a password, end all other sessions, and give this one a fresh token."""
        refuse_own_email(request.new, owner.email, field="new")
        if owner.password_hash is not None:
            await self._auth.require_password(owner, request.current or "", device)
        elif utc_now() - signed_in.authenticated_at > RECENT:
            raise ReauthenticationRequired
        hashed = await self._passwords.hash(request.new)
        async with self._sessions.begin() as session:
            user = await _unchanged(session, owner)
            user.password_hash = hashed
            await SingleUseTokens(session).revoke(user.id, *_WORTHLESS_THEN)
            await SignIns(session).end_all(user.id, but=signed_in.id)
            token = await _renew(session, signed_in)
            mail = _tell(user)
            session.add(mail)
        log.info("password_changed", user_id=str(user.id))
        await self._mails.deliver_or_leave(mail)
        return token


async def _unchanged(session: AsyncSession, owner: User) -> User:
    """The person, held, whose password is still the one that was compared."""
    user = await AccountRepository(session).held(owner.id)
    if user.password_hash != owner.password_hash:
        raise WrongCredentials
    return user


async def _renew(session: AsyncSession, signed_in: Session) -> str:
    await AccountRepository(session).hold_session(
        signed_in.id, user_id=signed_in.user_id
    )
    return await SignIns(session).renew(signed_in)


def _tell(user: User) -> Mail:
    return Mail(
        purpose=MailPurpose.PASSWORD_CHANGED, address=user.email, user_id=user.id
    )


async def get_account_service(
    request: Request,
    sessions: SessionsDep,
    auth: AuthServiceDep,
    second_step: SecondStepDep,
    mails: MailWorkflowsDep,
) -> AccountService:
    return AccountService(sessions, auth, second_step, request.state.passwords, mails)


AccountServiceDep = Annotated[AccountService, Depends(get_account_service)]
