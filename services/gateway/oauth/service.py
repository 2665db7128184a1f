"""Signing in with another provider: to the account it belongs to, or to a new one."""

from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import Depends

from services.gateway.auth.device import Device
from services.gateway.auth.errors import SecondFactorRequired
from services.gateway.auth.service import admit, enroll
from services.gateway.auth.sign_ins import SignIns
from services.gateway.auth.tokens import new_token
from services.gateway.dependencies import AccountSettingsDep, SessionsDep
from services.gateway.oauth.attempts import Attempt, Attempts
from services.gateway.oauth.browser import Browser
from services.gateway.oauth.errors import (
    ConsentRefused,
    EmailHasAccount,
    ProviderAccountInUse,
    SignInExpired,
    VerifiedEmailRequired,
)
from services.gateway.oauth.linking import Linking, LinkingDep, account_of
from services.gateway.oauth.providers import Providers, ProvidersDep
from services.gateway.oauth.registration import Profile, Registration
from services.gateway.oauth.repository import OauthRepository
from services.gateway.oauth.schemas import ProviderAnswer
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.models.user import User
from shared.settings import AccountSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    url: str
    """Where the browser goes next."""
    binding: str
    """What it keeps, to be known by when it comes back."""


class OauthService:
    def __init__(
        self,
        sessions: Sessions,
        providers: Providers,
        linking: Linking,
        limiter: RateLimiter,
        settings: AccountSettings,
    ) -> None:
        self._sessions = sessions
        self._providers = providers
        self._linking = linking
        self._limiter = limiter
        self._settings = settings
        self._attempts = Attempts(sessions)

    async def begin(
        self, name: str, *, return_to: str, linker: User | None, device: Device
    ) -> Begun:
        provider = self._providers.named(name)
        # As many as sign-ins from one address: each leaves a row for ten minutes.
        limit = Limit("provider-sign-in", 10 * self._settings.sign_ins_per_hour)
        await self._limiter.take((limit, device.address))
        binding = new_token()
        attempt = Attempt.begun(
            name,
            return_to=return_to,
            browser=binding,
            linking_id=linker.id if linker else None,
        )
        state = await self._attempts.begin(attempt)
        url = await provider.authorization_url(state, attempt.challenge)
        return Begun(url=url, binding=binding)

    async def take_up(self, name: str, state: str, browser: Browser) -> Attempt:
        """The attempt that this browser began, once."""
        self._providers.named(name)
        return await self._attempts.take_up(
            state, provider=name, browser=browser.binding
        )

    async def finish(
        self, attempt: Attempt, answer: ProviderAnswer, browser: Browser
    ) -> str | None:
        """A session's token; None when an account was linked and nobody signed in."""
        profile, at = await self._profile(attempt, answer)
        if attempt.linking_id is None:
            return await self._sign_in(profile, at, browser)
        # The person may have left the browser to another one meanwhile.
        if browser.user is None or browser.user.id != attempt.linking_id:
            raise SignInExpired
        await self._linking.link(browser.user, profile, at)
        return None

    async def _profile(
        self, attempt: Attempt, answer: ProviderAnswer
    ) -> tuple[Profile, Registration]:
        provider = self._providers.named(attempt.provider)
        at = provider.registration
        if not await provider.is_answer_of(answer.iss):
            log.warning("provider_mixed_up", provider=at.name)
            raise at.misbehaved()
        if answer.error == "access_denied":
            raise ConsentRefused(label=at.label)
        if answer.error is not None or not answer.code:
            log.warning("provider_gave_no_code", provider=at.name)
            raise at.misbehaved()
        return await provider.profile(answer.code, attempt.challenge), at

    async def _sign_in(
        self, profile: Profile, at: Registration, browser: Browser
    ) -> str:
        async with self._sessions.begin() as session:
            user = await OauthRepository(session).person(
                issuer=profile.issuer, subject=profile.subject
            )
            admitted = await admit(session, user, browser.device) if user else None
        if admitted is None:
            admitted = await self._sign_up(profile, at, browser.device)
        if isinstance(admitted, SecondFactorRequired):
            raise admitted
        return admitted

    async def _sign_up(self, profile: Profile, at: Registration, device: Device) -> str:
        if profile.email is None:
            raise VerifiedEmailRequired(label=at.label)
        limit = Limit("sign-up", self._settings.sign_ups_per_hour)
        await self._limiter.take((limit, device.address))
        user = User(email=profile.email, name=profile.name, email_verified=True)
        async with self._sessions.begin() as session:
            if not await enroll(session, user, self._settings):
                raise EmailHasAccount(label=at.label)
            if not await OauthRepository(session).add(account_of(user, profile, at)):
                # It is of somebody who is being erased.
                raise ProviderAccountInUse(label=at.label)
            token = await SignIns(session).begin(user, device)
        log.info("user_signed_up", user_id=str(user.id), provider=at.name)
        return token


async def get_oauth_service(
    sessions: SessionsDep,
    providers: ProvidersDep,
    linking: LinkingDep,
    limiter: RateLimiterDep,
    settings: AccountSettingsDep,
) -> OauthService:
    return OauthService(sessions, providers, linking, limiter, settings)


OauthServiceDep = Annotated[OauthService, Depends(get_oauth_service)]
