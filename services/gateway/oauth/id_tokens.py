"""Reading an ID token: signed by its provider, for us, now, as an answer to our question."""

from typing import Any, Final

import structlog
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from services.gateway.oauth.grants import TokenAnswer
from services.gateway.oauth.registration import Challenge, Registration
from services.gateway.oauth.remembered import Remembered

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Public keys only: never "none", never a MAC with a secret that others may know as well.
_ALGORITHMS: Final = [
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
]
# RFC 7515, section 4: header members that we do not know are to be ignored.
_REGISTRY: Final = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
_LEEWAY_SECONDS: Final = 60


class IdTokens:
    def __init__(self, registration: Registration, keys: Remembered[KeySet]) -> None:
        self._registration = registration
        self._keys = keys

    async def claims(self, answer: TokenAnswer, challenge: Challenge) -> dict[str, Any]:
        """What the token says, if all of it holds."""
        try:
            token = await self._signed(answer.id_token or "")
            self._check(token, answer.access_token, challenge)
        except (JoseError, ValueError, TypeError) as error:
            log.warning(
                "id_token_refused",
                provider=self._registration.name,
                kind=type(error).__name__,
                claim=error.claim if isinstance(error, ClaimError) else None,
            )
            raise self._registration.misbehaved() from error
        return token.claims

    async def _signed(self, id_token: str) -> jwt.Token:
        keys = await self._keys.get()
        try:
            return jwt.decode(id_token, keys, _ALGORITHMS, _REGISTRY)
        except InvalidKeyIdError:
            # Providers change their keys, and publish the new ones before they use them.
            renewed = await self._keys.renew()
            if renewed is None:
                raise
            return jwt.decode(id_token, renewed, _ALGORITHMS, _REGISTRY)

    def _check(self, token: jwt.Token, access_token: str, challenge: Challenge) -> None:
        CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self._registration.issuer},
                "aud": {"essential": True, "value": self._registration.client_id},
                "sub": {"essential": True},
            },
            params={
                "nonce": challenge.nonce,
                "client_id": self._registration.client_id,
                "access_token": access_token,
            },
        ).validate(leeway=_LEEWAY_SECONDS)
