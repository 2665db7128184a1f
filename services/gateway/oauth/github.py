"""GitHub, and GitHub Enterprise Server: OAuth 2.0 without ID tokens."""

from typing import Final

import httpx
from pydantic import BaseModel, RootModel
from typing_extensions import override

from services.gateway.oauth.fetching import ProviderHttp
from services.gateway.oauth.grants import Endpoints, authorization_url, exchange
from services.gateway.oauth.names import email_of, name_of
from services.gateway.oauth.registration import (
    Challenge,
    IdentityProvider,
    Profile,
    Registration,
)
from shared.outside_settings import KNOWN_ISSUERS

_SCOPE: Final = "read:user user:email"


class GitHubUser(BaseModel):
    id: int
    """Stays the same; a login can be given up and taken by somebody else."""
    login: str
    name: str | None = None


class GitHubEmail(BaseModel):
    email: str
    primary: bool
    verified: bool


class GitHubEmails(RootModel[list[GitHubEmail]]):
    def verified_primary(self) -> str | None:
        for found in self.root:
            if found.primary and found.verified:
                return email_of(found.email)
        return None


class GitHub(IdentityProvider):
    def __init__(self, registration: Registration, client: httpx.AsyncClient) -> None:
        self._registration = registration
        self._http = ProviderHttp(client, registration)
        web = registration.issuer.rstrip("/")
        is_public = registration.issuer == KNOWN_ISSUERS["github"]
        self._api = "https://api.github.com" if is_public else f"{web}/api/v3"
        self._issuers = (registration.issuer, f"{web}/login/oauth")
        self._endpoints = Endpoints(
            authorization=f"{web}/login/oauth/authorize",
            token=f"{web}/login/oauth/access_token",
            secret_in_body=True,
        )

    @property
    @override
    def registration(self) -> Registration:
        return self._registration

    @override
    async def authorization_url(self, state: str, challenge: Challenge) -> str:
        return authorization_url(
            self._registration,
            self._endpoints,
            state=state,
            challenge=challenge,
            scope=_SCOPE,
        )

    @override
    async def is_answer_of(self, issuer: str | None) -> bool:
        return issuer is None or issuer in self._issuers

    @override
    async def profile(self, code: str, challenge: Challenge) -> Profile:
        answer = await exchange(
            self._registration,
            self._endpoints,
            self._http,
            code=code,
            challenge=challenge,
        )
        bearer = answer.access_token
        user = await self._http.get(f"{self._api}/user", GitHubUser, bearer=bearer)
        emails = await self._http.get(
            f"{self._api}/user/emails", GitHubEmails, bearer=bearer
        )
        email = emails.verified_primary()
        return Profile(
            issuer=self._registration.issuer,
            subject=str(user.id),
            email=email,
            name=name_of(user.name, user.login, email=email),
        )
