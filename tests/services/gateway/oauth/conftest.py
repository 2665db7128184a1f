"""A gateway that people can sign in to by way of three providers on this machine."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from sqlmodel import select
from temporalio.client import Client
from temporalio.service import RPCError

from services.gateway.settings import GatewaySettings
from shared.contracts.mail import mail_workflow_id
from shared.db import Sessions
from shared.models.mail import Mail
from shared.outside_settings import OidcProvider, SignInSettings
from shared.settings import (
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.fakes.oidc_provider import FakeProvider, NewProvider, running_providers
from tests.services.gateway.conftest import ACCOUNTS
from tests.services.gateway.serving import serving


@pytest.fixture(scope="session")
async def new_provider() -> AsyncIterator[NewProvider]:
    async with running_providers() as new:
        yield new


@pytest.fixture
def providers(new_provider: NewProvider) -> dict[str, FakeProvider]:
    return {name: new_provider() for name in ("acme", "other", "github")}


@pytest.fixture
def acme(providers: dict[str, FakeProvider]) -> FakeProvider:
    """An OpenID Connect provider; ``other`` is another one."""
    return providers["acme"]


@pytest.fixture
def gateway_settings(
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
    providers: dict[str, FakeProvider],
) -> GatewaySettings:
    return GatewaySettings(
        accounts=ACCOUNTS,
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=temporal_settings,
        web=WebSettings(environment="test"),
        sign_in=SignInSettings(
            oidc_providers={
                name: OidcProvider(
                    client_id=fake.client_id,
                    client_secret=SecretStr(fake.client_secret),
                    issuer=fake.url,
                    label="Acme Sign-In" if name == "acme" else None,
                )
                for name, fake in providers.items()
            }
        ),
    )


@pytest.fixture
async def gateway_url(
    gateway_settings: GatewaySettings, sessions: Sessions, temporal: Client
) -> AsyncIterator[str]:
    async with serving(gateway_settings) as url:
        yield url
    await _end_workflows(sessions, temporal)


async def _end_workflows(sessions: Sessions, temporal: Client) -> None:
    """The Temporal server outlives the test: a workflow must not reach the next one."""
    async with sessions() as session:
        mail_ids = (await session.exec(select(Mail.id))).all()
    for mail_id in mail_ids:
        try:
            await temporal.get_workflow_handle(mail_workflow_id(mail_id)).terminate()
        except RPCError:
            continue
