"""What mails are asked for, and what their links open."""

from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.device import Device
from services.gateway.auth.errors import EmailTaken
from services.gateway.auth.passwords import Passwords, refuse_own_email
from services.gateway.auth.sign_ins import SignIns
from services.gateway.dependencies import AccountSettingsDep, SessionsDep
from services.gateway.emails.repository import EmailRepository
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.models.mail import Mail, MailPurpose
from shared.models.session import Session
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.settings import AccountSettings
from shared.single_use import InvalidToken, SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_WORTHLESS_AFTER_RESET: Final = (
    TokenPurpose.RESET_PASSWORD,
    # Whoever knew the old password may have come this far with it.
    TokenPurpose.SECOND_FACTOR,
    TokenPurpose.CHANGE_EMAIL,
)
_WORTHLESS_AFTER_CHANGE: Final = (
    TokenPurpose.VERIFY_EMAIL,
    TokenPurpose.RESET_PASSWORD,
    TokenPurpose.CHANGE_EMAIL,
)


class EmailService:
    def __init__(
        self,
        sessions: Sessions,
        mails: MailWorkflows,
        limiter: RateLimiter,
        passwords: Passwords,
        settings: AccountSettings,
    ) -> None:
        self._sessions = sessions
        self._mails = mails
        self._limiter = limiter
        self._passwords = passwords
        self._settings = settings

    async def ask_to_verify(self, owner: User, device: Device) -> None:
        if owner.email_verified:
            return
        await self._count(owner.email, device)
        await self._send(MailPurpose.VERIFY_EMAIL, owner.email, user_id=owner.id)

    async def verify(self, token: str) -> None:
        user_id = await self._holder_of(token, TokenPurpose.VERIFY_EMAIL)
        async with self._sessions.begin() as session:
            user, email = await _redeem(
                session, token, TokenPurpose.VERIFY_EMAIL, user_id=user_id
            )
            if user.email != email:
                raise InvalidToken
            user.email_verified = True
        log.info("email_verified", user_id=str(user_id))

    async def ask_to_reset(self, email: str, device: Device) -> None:
        """The same is done for an address without an account, so that nobody can tell."""
        await self._count(email, device)
        async with self._sessions() as session:
            user = await EmailRepository(session).living(email)
        await self._send(
            MailPurpose.RESET_PASSWORD,
            # One that gets no mail is not kept either.
            email if user else "",
            user_id=user.id if user else None,
        )

    async def reset_password(self, token: str, password: str) -> None:
        """Set a password by a link, and end whatever the old one had opened."""
        user_id = await self._holder_of(token, TokenPurpose.RESET_PASSWORD)
        hashed = await self._passwords.hash(password)
        async with self._sessions.begin() as session:
            user, email = await _redeem(
                session, token, TokenPurpose.RESET_PASSWORD, user_id=user_id
            )
            if user.email != email:
                raise InvalidToken
            # Refused here, the link stays good for another try.
            refuse_own_email(password, user.email)
            user.password_hash = hashed
            if not user.email_verified:
                await EmailRepository(session).close_unproven_ways_in(user.id)
            user.email_verified = True
            await SingleUseTokens(session).revoke(user.id, *_WORTHLESS_AFTER_RESET)
            await SignIns(session).end_all(user.id)
            notice = _mail(MailPurpose.PASSWORD_CHANGED, user.email, user_id=user.id)
            session.add(notice)
        log.info("password_reset", user_id=str(user_id))
        await self._mails.deliver_or_leave(notice)

    async def ask_to_change(self, owner: User, email: str, device: Device) -> None:
        """Whether the address is taken is looked at later: the answer does not tell."""
        await self._count(email, device)
        await self._send(MailPurpose.CHANGE_EMAIL, email, user_id=owner.id)

    async def change(self, token: str, *, signed_in: Session | None) -> None:
        """Move a person to a proven address; only the session that asks stays."""
        user_id = await self._holder_of(token, TokenPurpose.CHANGE_EMAIL)
        async with self._sessions.begin() as session:
            user, email = await _redeem(
                session, token, TokenPurpose.CHANGE_EMAIL, user_id=user_id
            )
            notice = _mail(MailPurpose.EMAIL_CHANGED, user.email, user_id=user_id)
            if not await EmailRepository(session).give_address(user, email):
                raise EmailTaken
            await SingleUseTokens(session).revoke(user_id, *_WORTHLESS_AFTER_CHANGE)
            await SignIns(session).end_all(
                user_id, but=signed_in.id if signed_in else None
            )
            session.add(notice)
        log.info("email_changed", user_id=str(user_id))
        await self._mails.deliver_or_leave(notice)

    async def _holder_of(self, token: str, purpose: TokenPurpose) -> UUID:
        """Whose token it is: cheap to ask, so a wrong one costs no hash."""
        async with self._sessions.begin() as session:
            found = await SingleUseTokens(session).peek(token, purpose)
        if found.user_id is None:
            raise InvalidToken
        return found.user_id

    async def _count(self, mailbox: str, device: Device) -> None:
        per_hour = self._settings.emails_per_hour
        await self._limiter.take(
            (Limit("email", per_hour), mailbox),
            (Limit("email-address", 10 * per_hour), device.address),
        )

    async def _send(
        self, purpose: MailPurpose, address: str, *, user_id: UUID | None
    ) -> None:
        mail = _mail(purpose, address, user_id=user_id)
        async with self._sessions.begin() as session:
            session.add(mail)
        await self._mails.deliver_or_leave(mail)


async def _redeem(
    session: AsyncSession, token: str, purpose: TokenPurpose, *, user_id: UUID
) -> tuple[User, str]:
    """Use a token up; its person, held, and the address it was made for."""
    # The person first, then their tokens, everywhere: else two could wait for each other.
    user = await EmailRepository(session).held(user_id)
    redeemed = await SingleUseTokens(session).redeem(token, purpose)
    if user is None or redeemed.user_id != user_id:
        raise InvalidToken
    return user, str(redeemed.facts["email"])


def _mail(purpose: MailPurpose, address: str, *, user_id: UUID | None) -> Mail:
    return Mail(purpose=purpose, address=address, user_id=user_id)


async def get_email_service(
    request: Request,
    sessions: SessionsDep,
    mails: MailWorkflowsDep,
    limiter: RateLimiterDep,
    settings: AccountSettingsDep,
) -> EmailService:
    return EmailService(sessions, mails, limiter, request.state.passwords, settings)


EmailServiceDep = Annotated[EmailService, Depends(get_email_service)]
