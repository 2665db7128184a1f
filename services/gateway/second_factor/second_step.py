"""The second step of signing in: a ticket for the first one, and a code."""

import time
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

import structlog
from fastapi import Depends

from services.gateway.auth.device import Device
from services.gateway.auth.sign_ins import SignIns
from services.gateway.dependencies import SessionsDep
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from services.gateway.second_factor.attempts import count_wrong
from services.gateway.second_factor.codes import matching_step, plain, recovery_digest
from services.gateway.second_factor.errors import CodeRequired, WrongCode
from services.gateway.second_factor.repository import SecondFactorRepository
from services.gateway.second_factor.service import SealerDep
from shared.db import Sessions
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.sealing import Sealer
from shared.single_use import InvalidToken, SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Method: TypeAlias = Literal["totp", "recovery_code"]

# Fewer than passwords get: of a million codes three are right at any time, and whoever
# tries them has the password.
_WRONG_CODES: Final = Limit("second-factor", 10)


class SecondStep:
    def __init__(
        self, sessions: Sessions, limiter: RateLimiter, sealer: Sealer
    ) -> None:
        self._sessions = sessions
        self._limiter = limiter
        self._sealer = sealer

    async def sign_in(
        self, *, ticket: str, code: str, device: Device
    ) -> tuple[User, str]:
        """A session's token for the ticket of a first step and a code that is right."""
        user_id = await self._holder_of(ticket)
        attempt = (_WRONG_CODES, str(user_id))
        await self._limiter.take(attempt)
        user, token, method = await self._admit(user_id, ticket, code, device)
        log.info("second_factor_passed", user_id=str(user_id), method=method)
        await self._limiter.give_back(attempt)
        return user, token

    async def prove(self, user: User, code: str | None) -> None:
        """Refuse whoever has a second factor and does not show it."""
        async with self._sessions() as session:
            if await SecondFactorRepository(session).credential(user.id) is None:
                return
        if code is None:
            raise CodeRequired
        attempt = (_WRONG_CODES, str(user.id))
        await self._limiter.take(attempt)
        async with self._sessions.begin() as session:
            factors = SecondFactorRepository(session)
            method = await self._use_up(factors, user.id, plain(code))
        if method is None:
            log.warning("second_factor_refused", user_id=str(user.id))
            raise WrongCode
        await self._limiter.give_back(attempt)

    async def _holder_of(self, ticket: str) -> UUID:
        async with self._sessions.begin() as session:
            found = await SingleUseTokens(session).peek(
                ticket, TokenPurpose.SECOND_FACTOR
            )
        if found.user_id is None:
            raise InvalidToken
        return found.user_id

    async def _admit(
        self, user_id: UUID, ticket: str, code: str, device: Device
    ) -> tuple[User, str, Method]:
        async with self._sessions.begin() as session:
            factors = SecondFactorRepository(session)
            # The person first, then their tokens: else two could wait for each other.
            user = await factors.held(user_id)
            held = await SingleUseTokens(session).peek(
                ticket, TokenPurpose.SECOND_FACTOR
            )
            if user is None:
                raise InvalidToken
            method = await self._use_up(factors, user_id, plain(code))
            if method is not None:
                await session.delete(held)
                return user, await SignIns(session).begin(user, device), method
            left = await count_wrong(session, held)
        log.warning("second_factor_refused", user_id=str(user_id), attempts_left=left)
        raise WrongCode(attempts_left=left)

    async def _use_up(
        self, factors: SecondFactorRepository, user_id: UUID, code: str
    ) -> Method | None:
        """What kind of code this is, which is worthless from now on; None if it was."""
        credential = await factors.credential(user_id)
        if credential is None:
            raise InvalidToken
        if await factors.take_recovery_code(user_id, recovery_digest(code)):
            return "recovery_code"
        secret = self._sealer.open(credential.secret)
        step = matching_step(secret, code, now=time.time())
        if step is None:
            return None
        sealed = self._sealer.seal(secret)
        return "totp" if await factors.take_step(user_id, step, secret=sealed) else None


async def get_second_step(
    sessions: SessionsDep, limiter: RateLimiterDep, sealer: SealerDep
) -> SecondStep:
    return SecondStep(sessions, limiter, sealer)


SecondStepDep = Annotated[SecondStep, Depends(get_second_step)]
