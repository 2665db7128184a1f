"""Signing up, in and out, and who holds which token."""

from datetime import timedelta
from typing import Annotated, Final

import structlog
from fastapi import Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.device import Device
from services.gateway.auth.errors import (
    EmailTaken,
    SecondFactorRequired,
    WrongCredentials,
)
from services.gateway.auth.passwords import Passwords, refuse_own_email
from services.gateway.auth.repository import AuthRepository
from services.gateway.auth.schemas import SignIn, SignUp
from services.gateway.auth.sign_ins import SignIns
from services.gateway.auth.tokens import IDLE, ApiKeyParts, matches
from services.gateway.dependencies import AccountSettingsDep, SessionsDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.ledger import Ledger
from shared.models.api_key import ApiKey
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.session import Session
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.settings import AccountSettings
from shared.single_use import SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

SECOND_FACTOR_LIFE: Final = timedelta(minutes=5)
# Once a minute is exact enough, and spares a write on each request.
_EXACT: Final = timedelta(minutes=1)


class AuthService:
    def __init__(
        self,
        sessions: Sessions,
        passwords: Passwords,
        limiter: RateLimiter,
        settings: AccountSettings,
        mails: MailWorkflows,
    ) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._limiter = limiter
        self._settings = settings
        self._mails = mails

    async def sign_up(self, request: SignUp, device: Device) -> tuple[User, str]:
        """Make the account with its starting credits; return the person and a token."""
        refuse_own_email(request.password, request.email)
        await self._limiter.take(
            (Limit("sign-up", self._settings.sign_ups_per_hour), device.address)
        )
        user = User(
            email=request.email,
            name=request.name,
            password_hash=await self._passwords.hash(request.password),
        )
        mail = Mail(
            purpose=MailPurpose.VERIFY_EMAIL, address=user.email, user_id=user.id
        )
        async with self._sessions.begin() as session:
            if not await enroll(session, user, self._settings):
                raise EmailTaken
            token = await SignIns(session).begin(user, device)
            session.add(mail)
        log.info("user_signed_up", user_id=str(user.id))
        await self._mails.deliver_or_leave(mail)
        return user, token

    async def sign_in(self, request: SignIn, device: Device) -> tuple[User, str]:
        """A fresh token for the right password; the same refusal for anything else."""
        attempt = self._attempts(request.email, device)
        await self._limiter.take(*attempt)
        user = await self._with_password(request.email, request.password)
        await self._limiter.give_back(*attempt)
        async with self._sessions.begin() as session:
            # It may have been changed, and all sessions ended, since it was compared.
            if not await AuthRepository(session).still_has(user):
                raise WrongCredentials
            admitted = await admit(session, user, device)
        if isinstance(admitted, SecondFactorRequired):
            raise admitted
        return user, admitted

    async def require_password(self, user: User, password: str, device: Device) -> None:
        """Refuse all but a person's own; a wrong one counts as a try at signing in."""
        attempt = self._attempts(user.email, device)
        await self._limiter.take(*attempt)
        if not await self._passwords.verify(password, user.password_hash):
            raise WrongCredentials
        await self._limiter.give_back(*attempt)

    def _attempts(self, subject: str, device: Device) -> tuple[tuple[Limit, str], ...]:
        """What one try at a password counts against."""
        per_hour = self._settings.sign_ins_per_hour
        return (
            (Limit("sign-in", per_hour), subject),
            (Limit("sign-in-address", 10 * per_hour), device.address),
        )

    async def _with_password(self, email: str, password: str) -> User:
        async with self._sessions() as session:
            user = await AuthRepository(session).user_by_email(email)
        hashed = user.password_hash if user else None
        if not await self._passwords.verify(password, hashed):
            raise WrongCredentials
        assert user is not None  # noqa: S101 -- else there was no hash to match
        assert hashed is not None  # noqa: S101
        if self._passwords.is_outdated(hashed):
            renewed = await self._passwords.hash(password)
            async with self._sessions.begin() as session:
                await AuthRepository(session).renew_hash(user, renewed)
            user.password_hash = renewed
        return user

    async def sign_out(self, token: str) -> None:
        async with self._sessions.begin() as session:
            await SignIns(session).end_presented(token)

    async def who_has(self, token: str) -> tuple[Session, User] | None:
        """The living session that this token opens, and its person."""
        now = utc_now()
        async with self._sessions.reading() as session:
            found = await SignIns(session).living(token, now=now, idle_since=now - IDLE)
        if found is None or not await self._see(found[0]):
            return None
        return found

    async def who_holds(self, key: ApiKeyParts) -> tuple[ApiKey, User] | None:
        """The living API key, if its secret is right, and its person."""
        async with self._sessions.reading() as session:
            found = await AuthRepository(session).key_and_owner(
                key.public_id, now=utc_now()
            )
        if found is None or not matches(key.secret, found[0].secret_sha256):
            return None
        return found if await self._use(found[0]) else None

    async def _see(self, seen: Session) -> bool:
        """Note that a session is used; False when it is being ended at this moment."""
        if utc_now() - seen.last_seen_at <= _EXACT:
            return True
        async with self._sessions.begin() as session:
            kept = await session.get(Session, seen.id, with_for_update=True)
            if kept is not None:
                kept.last_seen_at = seen.last_seen_at = utc_now()
        return kept is not None

    async def _use(self, key: ApiKey) -> bool:
        """Note that a key was used; False when it is being revoked at this moment."""
        if key.last_used_at is not None and utc_now() - key.last_used_at <= _EXACT:
            return True
        async with self._sessions.begin() as session:
            # Else the note would find no row to be written to, and the request a bug.
            kept = await session.get(ApiKey, key.id, with_for_update=True)
            if kept is not None:
                kept.last_used_at = key.last_used_at = utc_now()
        return kept is not None

    async def funds(self, user: User) -> Funds:
        async with self._sessions.reading() as session:
            return await Ledger(session).funds(user.id)


async def admit(
    session: AsyncSession, user: User, device: Device
) -> str | SecondFactorRequired:
    """A token for somebody who has shown one factor, or what is to be shown besides.

    The latter is returned, to be raised once the transaction that holds its ticket is over.
    """
    if not await AuthRepository(session).has_second_factor(user.id):
        return await SignIns(session).begin(user, device)
    ticket = await SingleUseTokens(session).issue(
        TokenPurpose.SECOND_FACTOR, user_id=user.id, life=SECOND_FACTOR_LIFE
    )
    return SecondFactorRequired(
        ticket=ticket,
        methods=["totp", "recovery_code"],
        expires_at=utc_now() + SECOND_FACTOR_LIFE,
    )


async def enroll(session: AsyncSession, user: User, settings: AccountSettings) -> bool:
    """Add a person, with an account; False when their e-mail has one already."""
    if not await AuthRepository(session).add_user(user):
        return False
    await open_account(Ledger(session), user, settings)
    return True


async def open_account(ledger: Ledger, user: User, settings: AccountSettings) -> None:
    """Give a new person their account, and what there is to start with."""
    await ledger.open_account(user.id)
    if settings.starting_credits:
        await ledger.grant(
            user.id,
            settings.starting_credits,
            key=f"starting-credits:{user.id}",
            note="Starting credits",
        )


async def get_auth_service(
    request: Request,
    sessions: SessionsDep,
    limiter: RateLimiterDep,
    settings: AccountSettingsDep,
    mails: MailWorkflowsDep,
) -> AuthService:
    return AuthService(sessions, request.state.passwords, limiter, settings, mails)


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]
