"""Setting up an authenticator and codes on paper, changing them, taking them away."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Final

import structlog
from fastapi import Depends
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.errors import NotSignedIn
from services.gateway.auth.sign_ins import SignIns
from services.gateway.dependencies import SealingSettingsDep, SessionsDep
from services.gateway.mailing.service import MailWorkflows, MailWorkflowsDep
from services.gateway.second_factor.attempts import count_wrong
from services.gateway.second_factor.codes import (
    matching_step,
    new_recovery_codes,
    new_totp_secret,
    otpauth_url,
    plain,
    recovery_digest,
)
from services.gateway.second_factor.errors import (
    SecondFactorOff,
    SecondFactorOn,
    WrongCode,
)
from services.gateway.second_factor.repository import SecondFactorRepository
from services.gateway.second_factor.schemas import TotpSetup
from shared.db import Sessions
from shared.models.mail import Mail, MailPurpose
from shared.models.session import Session
from shared.models.single_use_token import TokenPurpose
from shared.models.totp import TotpCredential
from shared.models.user import User
from shared.sealing import Sealer
from shared.single_use import InvalidToken, SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_SETUP_LIFE: Final = timedelta(minutes=10)


class SecondFactorService:
    def __init__(
        self, sessions: Sessions, sealer: Sealer, mails: MailWorkflows
    ) -> None:
        self._sessions = sessions
        self._sealer = sealer
        self._mails = mails

    async def state(self, owner: User) -> tuple[bool, int]:
        """Whether an authenticator is set up, and how many codes on paper are left."""
        async with self._sessions() as session:
            factors = SecondFactorRepository(session)
            is_on = await factors.credential(owner.id) is not None
            return is_on, await factors.recovery_codes_left(owner.id)

    async def begin(self, owner: User) -> TotpSetup:
        """A secret for an authenticator; it counts once a code of it has been confirmed."""
        secret = new_totp_secret()
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            if await SecondFactorRepository(session).credential(owner.id):
                raise SecondFactorOn
            tokens = SingleUseTokens(session)
            await tokens.revoke(owner.id, TokenPurpose.TOTP_SETUP)
            ticket = await tokens.issue(
                TokenPurpose.TOTP_SETUP,
                user_id=owner.id,
                life=_SETUP_LIFE,
                facts={"secret": self._sealer.seal(secret)},
            )
        return TotpSetup(
            ticket=ticket,
            secret=secret,
            otpauth_url=otpauth_url(secret, account=owner.email),
        )

    async def confirm(
        self, owner: User, signed_in: Session, *, ticket: str, code: str
    ) -> tuple[Sequence[str], str]:
        """Set the authenticator up; its recovery codes, and this session's fresh token."""
        credential = await self._proved(owner, ticket=ticket, code=code)
        codes, mail = new_recovery_codes(), _changed(owner)
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            factors = SecondFactorRepository(session)
            if not await factors.add_credential(credential):
                raise SecondFactorOn
            await factors.replace_recovery_codes(owner.id, _digests(codes))
            token = await _keep_only(session, signed_in)
            session.add(mail)
        log.info("second_factor_turned_on", user_id=str(owner.id))
        await self._mails.deliver_or_leave(mail)
        return codes, token

    async def replace_recovery_codes(self, owner: User) -> Sequence[str]:
        """New codes on paper; the old ones are worthless."""
        codes, mail = new_recovery_codes(), _changed(owner)
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            factors = SecondFactorRepository(session)
            if await factors.credential(owner.id) is None:
                raise SecondFactorOff
            await factors.replace_recovery_codes(owner.id, _digests(codes))
            session.add(mail)
        log.info("recovery_codes_replaced", user_id=str(owner.id))
        await self._mails.deliver_or_leave(mail)
        return codes

    async def remove(self, owner: User) -> None:
        """Take the second factor away, and whatever waits for a code of it."""
        mail = _changed(owner)
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            await SingleUseTokens(session).revoke(owner.id, TokenPurpose.SECOND_FACTOR)
            if not await SecondFactorRepository(session).remove_credential(owner.id):
                raise SecondFactorOff
            session.add(mail)
        log.info("second_factor_turned_off", user_id=str(owner.id))
        await self._mails.deliver_or_leave(mail)

    async def _proved(self, owner: User, *, ticket: str, code: str) -> TotpCredential:
        """What a set-up began, once somebody has shown that an authenticator holds it."""
        async with self._sessions.begin() as session:
            await _hold(session, owner)
            setup = await SingleUseTokens(session).peek(ticket, TokenPurpose.TOTP_SETUP)
            if setup.user_id != owner.id:
                raise InvalidToken
            secret = self._sealer.open(str(setup.facts["secret"]))
            step = matching_step(secret, plain(code), now=time.time())
            if step is not None:
                await session.delete(setup)
                return TotpCredential(
                    user_id=owner.id, secret=self._sealer.seal(secret), last_step=step
                )
            left = await count_wrong(session, setup)
        raise WrongCode(attempts_left=left)


async def _hold(session: AsyncSession, owner: User) -> None:
    # The person first, then their tokens, everywhere: else two could wait for each other.
    if await SecondFactorRepository(session).held(owner.id) is None:
        raise NotSignedIn


async def _keep_only(session: AsyncSession, signed_in: Session) -> str:
    """End a person's other sessions; a fresh token for this one."""
    user_id = signed_in.user_id
    factors = SecondFactorRepository(session)
    if not await factors.hold_session(signed_in.id, user_id=user_id):
        raise NotSignedIn
    await SignIns(session).end_all(user_id, but=signed_in.id)
    return await SignIns(session).renew(signed_in)


def _digests(codes: Sequence[str]) -> Sequence[bytes]:
    return [recovery_digest(code) for code in codes]


def _changed(owner: User) -> Mail:
    return Mail(
        purpose=MailPurpose.SIGN_IN_CHANGED, address=owner.email, user_id=owner.id
    )


async def get_sealer(settings: SealingSettingsDep) -> Sealer:
    return Sealer(settings)


SealerDep = Annotated[Sealer, Depends(get_sealer)]


async def get_second_factor_service(
    sessions: SessionsDep, sealer: SealerDep, mails: MailWorkflowsDep
) -> SecondFactorService:
    return SecondFactorService(sessions, sealer, mails)


SecondFactorServiceDep = Annotated[
    SecondFactorService, Depends(get_second_factor_service)
]
