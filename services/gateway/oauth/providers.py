"""The providers that the settings name."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Annotated, Final, cast

import httpx
from fastapi import Depends, Request

from services.gateway.oauth.github import GitHub
from services.gateway.oauth.openid import OpenIdConnect
from services.gateway.oauth.registration import IdentityProvider, Registration
from shared.errors import NotFound
from shared.outside_settings import KNOWN_ISSUERS, OidcProvider, SignInSettings
from shared.settings import WebSettings

_LABELS: Final = {"google": "Google", "github": "GitHub"}


class Providers:
    def __init__(self, providers: Sequence[IdentityProvider]) -> None:
        self._named = {item.registration.name: item for item in providers}

    def __iter__(self) -> Iterator[Registration]:
        return (item.registration for item in self._named.values())

    def named(self, name: str) -> IdentityProvider:
        if name not in self._named:
            raise NotFound("There is no such provider: see /api/auth/providers.")
        return self._named[name]

    def label(self, name: str) -> str:
        """Also of one that people are linked to and that is no longer set up."""
        known = self._named.get(name)
        return known.registration.label if known else _label(name)


@asynccontextmanager
async def identity_providers(
    settings: SignInSettings, web: WebSettings
) -> AsyncIterator[Providers]:
    # One person's cookies there must not come along with the next one's request.
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx.AsyncClient(cookies=no_cookies, follow_redirects=False) as client:
        yield Providers(
            [
                _provider(_registration(name, given, web), client)
                for name, given in settings.oidc_providers.items()
            ]
        )


def _registration(name: str, given: OidcProvider, web: WebSettings) -> Registration:
    return Registration(
        name=name,
        label=given.label or _label(name),
        issuer=given.issuer or KNOWN_ISSUERS[name],
        client_id=given.client_id,
        client_secret=given.client_secret.get_secret_value(),
        redirect_uri=f"{web.public_url.rstrip('/')}/api/auth/oauth/{name}/callback",
    )


def _provider(
    registration: Registration, client: httpx.AsyncClient
) -> IdentityProvider:
    if registration.name == "github":
        return GitHub(registration, client)
    return OpenIdConnect(registration, client)


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("-", " ").title())


async def get_providers(request: Request) -> Providers:
    return cast(Providers, request.state.providers)


ProvidersDep = Annotated[Providers, Depends(get_providers)]
