"""The authorization code grant with PKCE, as Authlib speaks it.

Its words only: its own HTTP clients are built upon another HTTP library than the rest of us.
"""

from dataclasses import dataclass
from typing import Final, cast

from authlib.common.security import generate_token  # type: ignore[import-untyped]
from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]
from authlib.oauth2.client import (  # type: ignore[import-untyped]
    DEFAULT_HEADERS,
    OAuth2Client,
)
from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]
    prepare_token_request,
)
from pydantic import BaseModel

from services.gateway.oauth.fetching import ProviderHttp
from services.gateway.oauth.registration import Challenge, Registration

# The characters of RFC 7636; 64 of them hold more than 256 random bits.
_LENGTH: Final = 64


class TokenAnswer(BaseModel):
    """What a code was exchanged for."""

    access_token: str
    id_token: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoints:
    authorization: str
    token: str
    secret_in_body: bool
    """Else in a header, which is what a provider takes that does not say."""


def new_challenge() -> Challenge:
    return Challenge(nonce=_random(), verifier=_random())


def authorization_url(
    registration: Registration,
    endpoints: Endpoints,
    *,
    state: str,
    challenge: Challenge,
    scope: str,
) -> str:
    client = OAuth2Client(
        None,
        client_id=registration.client_id,
        redirect_uri=registration.redirect_uri,
        scope=scope,
        code_challenge_method="S256",
    )
    url, _ = client.create_authorization_url(
        endpoints.authorization,
        state=state,
        code_verifier=challenge.verifier,
        nonce=challenge.nonce,
    )
    return cast(str, url)


async def exchange(
    registration: Registration,
    endpoints: Endpoints,
    http: ProviderHttp,
    *,
    code: str,
    challenge: Challenge,
) -> TokenAnswer:
    """Trade a code, once, for what it stands for."""
    body = prepare_token_request(
        "authorization_code",
        code=code,
        redirect_uri=registration.redirect_uri,
        code_verifier=challenge.verifier,
    )
    proof = ClientAuth(
        registration.client_id,
        registration.client_secret,
        "client_secret_post" if endpoints.secret_in_body else "client_secret_basic",
    )
    url, headers, body = proof.prepare(
        "POST", endpoints.token, dict(DEFAULT_HEADERS), body
    )
    return await http.post(url, TokenAnswer, headers=headers, body=body)


def _random() -> str:
    return cast(str, generate_token(_LENGTH))
