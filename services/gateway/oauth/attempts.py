"""One try at signing in elsewhere, from our page to the provider's and back."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self
from uuid import UUID

from services.gateway.auth.tokens import digest
from services.gateway.oauth.errors import SignInExpired
from services.gateway.oauth.grants import new_challenge
from services.gateway.oauth.registration import Challenge
from shared.db import Sessions
from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.single_use import InvalidToken, SingleUseTokens

ATTEMPT_LIFE: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    provider: str
    return_to: str
    challenge: Challenge
    browser_sha256: str
    """Of the cookie that the browser holds which began it."""
    linking_id: UUID | None
    """Who wants the account there linked to theirs; None: somebody who signs in."""

    @classmethod
    def begun(
        cls, provider: str, *, return_to: str, browser: str, linking_id: UUID | None
    ) -> Self:
        return cls(
            provider=provider,
            return_to=return_to,
            challenge=new_challenge(),
            browser_sha256=digest(browser).hex(),
            linking_id=linking_id,
        )

    @classmethod
    def of(cls, token: SingleUseToken) -> Self:
        facts = token.facts
        return cls(
            provider=facts["provider"],
            return_to=facts["return_to"],
            challenge=Challenge(nonce=facts["nonce"], verifier=facts["verifier"]),
            browser_sha256=facts["browser_sha256"],
            linking_id=token.user_id,
        )

    def facts(self) -> dict[str, str]:
        return {
            "provider": self.provider,
            "return_to": self.return_to,
            "nonce": self.challenge.nonce,
            "verifier": self.challenge.verifier,
            "browser_sha256": self.browser_sha256,
        }

    def was_begun_in(self, browser: str | None) -> bool:
        presented = digest(browser or "").hex()
        return hmac.compare_digest(presented, self.browser_sha256)


class Attempts:
    """Each is a single-use token: OAuth's ``state``."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def begin(self, attempt: Attempt) -> str:
        """Its state."""
        async with self._sessions.begin() as session:
            return await SingleUseTokens(session).issue(
                TokenPurpose.OAUTH,
                life=ATTEMPT_LIFE,
                user_id=attempt.linking_id,
                facts=attempt.facts(),
            )

    async def take_up(
        self, state: str, *, provider: str, browser: str | None
    ) -> Attempt:
        """The attempt with this state, which is used up even if it does not fit."""
        try:
            async with self._sessions.begin() as session:
                token = await SingleUseTokens(session).redeem(state, TokenPurpose.OAUTH)
        except InvalidToken as error:
            raise SignInExpired from error
        attempt = Attempt.of(token)
        if attempt.provider != provider or not attempt.was_begun_in(browser):
            raise SignInExpired
        return attempt
