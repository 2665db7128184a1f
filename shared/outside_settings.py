"""Settings for what lies outside the service: mail, sign-in providers, Polar."""

import re
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SMTP: Final = re.compile(r"^smtp(s|\+starttls)?://[^\s/]+/?$")
_SANDBOX: Final = "sandbox-api.polar.sh"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

KNOWN_ISSUERS: Final = {
    "google": "https://accounts.google.com",
    "github": "https://github.com",
}
"""Providers that need no issuer in the settings."""


class MailSettings(BaseSettings):
    """How mail leaves. Without a server none is sent, and the log says so."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    smtp_url: SecretStr | None = None
    """``smtp://``, ``smtp+starttls://`` or ``smtps://``, with user and password if needed."""
    mail_from: str = Field(
        default="MusicGenerator <no-reply@localhost>", pattern=r"^[^\r\n]+@[^\r\n]+$"
    )

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _leads_somewhere(url.get_secret_value()):
            raise ValueError(
                "it should read smtps://user:password@host:port, with what is special"
                " in the password written as %23"
            )
        return url


class OidcProvider(BaseModel):
    """One way to sign in elsewhere."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    issuer: str | None = Field(
        default=None, max_length=255, pattern=r"^https?://[^\s?#]+$"
    )
    """Its OpenID Connect issuer, or the address of a GitHub Enterprise Server that is
    called ``github``; not needed for Google and GitHub themselves."""
    label: str | None = Field(default=None, max_length=40)
    """What its button says."""


class SignInSettings(BaseSettings):
    """Other providers to sign in with: ``{"google": {"client_id": …, …}}``."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    oidc_providers: dict[
        Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")], OidcProvider
    ] = Field(default_factory=dict)

    @field_validator("oidc_providers")
    @classmethod
    def _have_issuers(
        cls, providers: dict[str, OidcProvider]
    ) -> dict[str, OidcProvider]:
        for name, provider in providers.items():
            issuer = provider.issuer or KNOWN_ISSUERS.get(name)
            if issuer is None:
                raise ValueError("each provider but google and github needs an issuer")
            if not is_encrypted_or_local(issuer):
                raise ValueError("an issuer is https, or http on this machine only")
        return providers


class PolarSettings(BaseSettings):
    """Billing. Without a token nothing is sold; without a secret no webhook is heard."""

    model_config = SettingsConfigDict(
        env_prefix="POLAR_", frozen=True, env_ignore_empty=True
    )

    access_token: SecretStr | None = None
    webhook_secret: SecretStr | None = None
    webhook_secret_previous: SecretStr | None = None
    """Accepted beside the new one, while they are changed."""
    environment: Literal["sandbox", "production"] = "sandbox"
    base_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Instead of the environment's own."""
    products: dict[
        Annotated[str, Field(min_length=1, max_length=64)],
        Annotated[int, Field(ge=1, le=1_000_000)],
    ] = Field(default_factory=dict)
    """Polar's product id → credits."""
    is_stand_in: bool = False
    """Told to buyers: no real money moves."""

    @property
    def api_url(self) -> str:
        if self.base_url is not None:
            return self.base_url.rstrip("/")
        host = "api.polar.sh" if self.environment == "production" else _SANDBOX
        return f"https://{host}"

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        given = (self.webhook_secret, self.webhook_secret_previous)
        return tuple(secret.get_secret_value() for secret in given if secret)


def _leads_somewhere(smtp_url: str) -> bool:
    try:
        parts = urlsplit(smtp_url)
        # Asking for the port checks it.
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_whole = named and not parts.query and not parts.fragment
    return is_whole and _SMTP.match(smtp_url) is not None


def is_encrypted_or_local(url: str) -> bool:
    """Whether what is said at this address stays between it and us."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK
