"""What a provider's settings must say before the gateway starts."""

import json

import pytest
from pydantic import ValidationError

from services.gateway.oauth.providers import identity_providers
from shared.outside_settings import SignInSettings
from shared.settings import WebSettings
from tests.shared.test_settings import GOOD, start

OURS = {"client_id": "us", "client_secret": "canary-secret"}


@pytest.mark.parametrize(
    "providers",
    [
        {"acme": OURS},
        {"google": OURS, "acme": OURS},
        {"acme": {**OURS, "issuer": "http://id.example.org"}},
        {"acme": {**OURS, "issuer": "http://127.0.0.1@id.example.org"}},
        {"acme": {**OURS, "issuer": "https://"}},
        {"acme": {**OURS, "issuer": "https://id.example.org?tenant=1"}},
        {"github": {**OURS, "issuer": "http://github.example.org"}},
    ],
)
def test_a_provider_that_could_not_be_trusted_is_refused(
    monkeypatch: pytest.MonkeyPatch, providers: dict[str, dict[str, str]]
) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps(providers))

    with pytest.raises(ValidationError):
        SignInSettings()


def test_a_missing_issuer_stops_the_start_with_one_line() -> None:
    environment = {**GOOD, "OIDC_PROVIDERS": json.dumps({"acme": OURS})}

    done = start("services.gateway.server", environment)

    assert done.returncode == 78
    assert done.stderr == (
        "OIDC_PROVIDERS is wrong: each provider but google and github needs an issuer.\n"
    )


async def test_google_and_github_need_no_issuer_and_nobody_asks_them_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = {"google": OURS, "github": OURS, "my-id": {**OURS, "issuer": "https://i.d"}}
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps(named))
    web = WebSettings(public_url="https://music.example.org/")

    async with identity_providers(SignInSettings(), web) as providers:
        known = {item.name: item for item in providers}

    assert {name: item.issuer for name, item in known.items()} == {
        "google": "https://accounts.google.com",
        "github": "https://github.com",
        "my-id": "https://i.d",
    }
    assert [item.label for item in known.values()] == ["Google", "GitHub", "My Id"]
    assert known["my-id"].redirect_uri == (
        "https://music.example.org/api/auth/oauth/my-id/callback"
    )
    assert "canary-secret" not in repr(known)
