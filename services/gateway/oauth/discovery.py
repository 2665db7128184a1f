"""How an OpenID Connect provider describes itself (OpenID Connect Discovery 1.0)."""

from collections.abc import Mapping
from typing import Any, Final

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel

from services.gateway.oauth.fetching import ProviderHttp
from services.gateway.oauth.grants import Endpoints
from services.gateway.oauth.registration import Registration
from services.gateway.oauth.remembered import Remembered

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# A shared secret among public keys would let whoever reads them sign.
_PUBLIC_KEYS: Final = frozenset({"RSA", "EC"})


class Description(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = []
    authorization_response_iss_parameter_supported: bool = False

    @property
    def endpoints(self) -> Endpoints:
        methods = self.token_endpoint_auth_methods_supported
        return Endpoints(
            authorization=self.authorization_endpoint,
            token=self.token_endpoint,
            secret_in_body="client_secret_post" in methods,
        )


class PublishedKeys(BaseModel):
    keys: list[dict[str, Any]]


class Discovery:
    """A provider's addresses and keys, fetched when they are first needed."""

    def __init__(self, registration: Registration, http: ProviderHttp) -> None:
        self._registration = registration
        self._http = http
        self._description = Remembered(self._fetch_description)
        self.keys = Remembered(self._fetch_keys)

    async def description(self) -> Description:
        return await self._description.get()

    async def _fetch_description(self) -> Description:
        issuer = self._registration.issuer
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        found = await self._http.get(url, Description)
        # Else one provider could speak in the name of another (RFC 9207, mix-up).
        if found.issuer != issuer:
            log.error(
                "provider_issuer_differed",
                provider=self._registration.name,
                expected=issuer,
            )
            raise self._registration.misbehaved()
        # A browser goes there, with the state.
        if not self._http.is_allowed(found.authorization_endpoint):
            raise self._registration.misbehaved()
        return found

    async def _fetch_keys(self) -> KeySet:
        description = await self.description()
        published = await self._http.get(description.jwks_uri, PublishedKeys)
        usable: Any = {"keys": [key for key in published.keys if _is_for_us(key)]}
        try:
            return KeySet.import_key_set(usable)
        except (JoseError, ValueError, TypeError) as error:
            raise self._registration.misbehaved() from error


def _is_for_us(key: Mapping[str, Any]) -> bool:
    return key.get("kty") in _PUBLIC_KEYS and key.get("use", "sig") == "sig"
