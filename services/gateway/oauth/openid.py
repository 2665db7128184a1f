"""Any OpenID Connect provider, by its own description."""

from typing import Annotated, Final

import httpx
from pydantic import BaseModel, Field, ValidationError
from typing_extensions import override

from services.gateway.oauth.discovery import Discovery
from services.gateway.oauth.fetching import ProviderHttp
from services.gateway.oauth.grants import TokenAnswer, authorization_url, exchange
from services.gateway.oauth.id_tokens import IdTokens
from services.gateway.oauth.names import email_of, name_of
from services.gateway.oauth.registration import (
    Challenge,
    IdentityProvider,
    Profile,
    Registration,
)

_SCOPE: Final = "openid email profile"


class Claims(BaseModel):
    """Of an ID token or, where that tells no address, of the userinfo endpoint."""

    sub: Annotated[str, Field(pattern=r"^[\x20-\x7e]{1,255}$")]
    email: str | None = None
    email_verified: bool = False
    name: str | None = None
    preferred_username: str | None = None


class OpenIdConnect(IdentityProvider):
    def __init__(self, registration: Registration, client: httpx.AsyncClient) -> None:
        self._registration = registration
        self._http = ProviderHttp(client, registration)
        self._discovery = Discovery(registration, self._http)
        self._id_tokens = IdTokens(registration, self._discovery.keys)

    @property
    @override
    def registration(self) -> Registration:
        return self._registration

    @override
    async def authorization_url(self, state: str, challenge: Challenge) -> str:
        description = await self._discovery.description()
        return authorization_url(
            self._registration,
            description.endpoints,
            state=state,
            challenge=challenge,
            scope=_SCOPE,
        )

    @override
    async def is_answer_of(self, issuer: str | None) -> bool:
        if issuer is not None:
            return issuer == self._registration.issuer
        description = await self._discovery.description()
        return not description.authorization_response_iss_parameter_supported

    @override
    async def profile(self, code: str, challenge: Challenge) -> Profile:
        description = await self._discovery.description()
        answer = await exchange(
            self._registration,
            description.endpoints,
            self._http,
            code=code,
            challenge=challenge,
        )
        claims = await self._claims(answer, challenge)
        email = email_of(claims.email) if claims.email_verified else None
        return Profile(
            issuer=self._registration.issuer,
            subject=claims.sub,
            email=email,
            name=name_of(claims.name, claims.preferred_username, email=email),
        )

    async def _claims(self, answer: TokenAnswer, challenge: Challenge) -> Claims:
        try:
            claims = Claims.model_validate(
                await self._id_tokens.claims(answer, challenge)
            )
        except ValidationError as error:
            raise self._registration.misbehaved() from error
        url = (await self._discovery.description()).userinfo_endpoint
        if claims.email is not None or url is None:
            return claims
        told = await self._http.get(url, Claims, bearer=answer.access_token)
        # OpenID Connect Core, section 5.3.2: else it may be about somebody else.
        if told.sub != claims.sub:
            raise self._registration.misbehaved()
        return told
