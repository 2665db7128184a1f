"""Us, as a provider knows us; and what it is asked and answers when somebody signs in."""

from dataclasses import dataclass, field
from typing import Protocol

from services.gateway.oauth.errors import ProviderMisbehaved, ProviderUnavailable


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str

    def unavailable(self) -> ProviderUnavailable:
        return ProviderUnavailable(provider=self.name, label=self.label)

    def misbehaved(self) -> ProviderMisbehaved:
        return ProviderMisbehaved(provider=self.name, label=self.label)


@dataclass(frozen=True, kw_only=True, slots=True)
class Challenge:
    """What an answer must match to be the answer to this question."""

    nonce: str
    """Comes back inside the ID token."""
    verifier: str
    """RFC 7636: shown when the code is exchanged; only its digest was sent before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Somebody, as a provider knows them."""

    issuer: str
    subject: str
    email: str | None
    """Only if the provider has verified it."""
    name: str


class IdentityProvider(Protocol):
    @property
    def registration(self) -> Registration: ...

    async def authorization_url(self, state: str, challenge: Challenge) -> str:
        """Where the browser goes to sign in."""

    async def is_answer_of(self, issuer: str | None) -> bool:
        """Whether a callback that names this issuer (RFC 9207) is this provider's."""

    async def profile(self, code: str, challenge: Challenge) -> Profile:
        """Who has signed in there."""
