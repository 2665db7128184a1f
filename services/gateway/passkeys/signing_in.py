"""Signing in with a passkey: two factors at once, the device and its person."""

from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends

from services.gateway.auth.device import Device
from services.gateway.auth.sign_ins import SignIns
from services.gateway.dependencies import AccountSettingsDep, SessionsDep
from services.gateway.passkeys.ceremonies import Assertion, Options, RelyingParty
from services.gateway.passkeys.challenges import challenge_of, issue
from services.gateway.passkeys.errors import PasskeyRefused
from services.gateway.passkeys.repository import PasskeyRepository
from services.gateway.passkeys.schemas import PasskeySignIn
from services.gateway.passkeys.service import RelyingPartyDep
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.passkey import Passkey
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.settings import AccountSettings
from shared.single_use import SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PURPOSE: Final = TokenPurpose.PASSKEY_SIGN_IN


class SigningIn:
    def __init__(
        self,
        sessions: Sessions,
        party: RelyingParty,
        limiter: RateLimiter,
        settings: AccountSettings,
    ) -> None:
        self._sessions = sessions
        self._party = party
        self._limiter = limiter
        # As many as one address has for passwords: nobody is named yet.
        self._limit = Limit("passkey-address", 10 * settings.sign_ins_per_hour)

    async def options(self, device: Device) -> tuple[str, Options]:
        """A ticket, and what a device needs to offer the passkeys that it has for us."""
        # Each try uses up a challenge: whoever gets no more of these has no more tries.
        await self._limiter.take((self._limit, device.address))
        async with self._sessions.begin() as session:
            ticket, challenge = await issue(session, _PURPOSE)
        return ticket, self._party.request_options(challenge=challenge)

    async def sign_in(self, request: PasskeySignIn, device: Device) -> tuple[User, str]:
        """A session's token for whoever's device has signed the ticket's challenge."""
        async with self._sessions.begin() as session:
            redeemed = await SingleUseTokens(session).redeem(request.ticket, _PURPOSE)
        assertion = Assertion.read(request.credential)
        async with self._sessions.begin() as session:
            passkeys = PasskeyRepository(session)
            user = await passkeys.held(assertion.user_id)
            passkey = await passkeys.by_credential(
                assertion.credential.raw_id, owner_id=assertion.user_id
            )
            if user is None or passkey is None:
                raise PasskeyRefused
            self._check(assertion, passkey, challenge=challenge_of(redeemed))
            token = await SignIns(session).begin(user, device)
        log.info("passkey_used", user_id=str(user.id), passkey_id=str(passkey.id))
        await self._limiter.give_back((self._limit, device.address))
        return user, token

    def _check(
        self, assertion: Assertion, passkey: Passkey, *, challenge: bytes
    ) -> None:
        """Believe a device only when each word of it is proven, then note the use."""
        count = self._party.check_assertion(
            assertion, challenge=challenge, public_key=passkey.public_key
        )
        if _is_behind(count, passkey.sign_count):
            _tell_clone(passkey.user_id, passkey.id)
            raise PasskeyRefused
        passkey.sign_count = count
        passkey.last_used_at = utc_now()


def _is_behind(count: int, known: int) -> bool:
    """Devices that count nothing say 0 for ever; those that count never go back."""
    return count <= known and (count, known) != (0, 0)


def _tell_clone(user_id: UUID, passkey_id: UUID) -> None:
    log.warning("passkey_cloned", user_id=str(user_id), passkey_id=str(passkey_id))


async def get_signing_in(
    sessions: SessionsDep,
    party: RelyingPartyDep,
    limiter: RateLimiterDep,
    settings: AccountSettingsDep,
) -> SigningIn:
    return SigningIn(sessions, party, limiter, settings)


SigningInDep = Annotated[SigningIn, Depends(get_signing_in)]
