"""A real gateway on a real port, before real servers; people who are signed up to it."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeAlias
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select
from temporalio.client import Client
from temporalio.service import RPCError

from services.gateway.settings import GatewaySettings
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.models.song import Song
from shared.outside_settings import SignInSettings
from shared.s3 import S3Storage
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.canaries import PASSWORD as PASSWORD
from tests.services.gateway.ending import end_erasures, end_mail_workflows
from tests.services.gateway.serving import serving

NewPerson: TypeAlias = Callable[[], Awaitable[httpx.AsyncClient]]

ACCOUNTS = AccountSettings(unfinished_songs_limit=6, sign_ups_per_hour=1000)


@pytest.fixture
def accounts() -> AccountSettings:
    return ACCOUNTS


@pytest.fixture
def web() -> WebSettings:
    return WebSettings(environment="test")


@pytest.fixture
def sign_in() -> SignInSettings:
    return SignInSettings()


@pytest.fixture
def settings(
    accounts: AccountSettings,
    sign_in: SignInSettings,
    web: WebSettings,
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
) -> GatewaySettings:
    return GatewaySettings(
        accounts=accounts,
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=temporal_settings,
        web=web,
        sign_in=sign_in,
    )


@pytest.fixture
async def gateway_url(
    settings: GatewaySettings, sessions: Sessions, temporal: Client
) -> AsyncIterator[str]:
    async with serving(settings) as url:
        yield url
    await _end_workflows(sessions, temporal)
    await end_mail_workflows(sessions, temporal)
    await end_erasures(sessions, temporal)


async def _end_workflows(sessions: Sessions, temporal: Client) -> None:
    """The Temporal server outlives the test: a workflow must not reach the next one."""
    async with sessions() as session:
        song_ids = (await session.exec(select(Song.id))).all()
    for song_id in song_ids:
        try:
            await temporal.get_workflow_handle(workflow_id(song_id)).terminate()
        except RPCError:
            continue


@pytest.fixture
async def secure_site(settings: GatewaySettings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of a gateway behind a proxy for https; its name is spelt freely."""
    origin = "https://music.example.org"
    async with (
        serving(settings, public_url="https://Music.Example.org:443/") as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": origin}) as client,
    ):
        yield client


@pytest.fixture
async def new_client(
    gateway_url: str,
) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    """Browsers: each keeps its cookies and sends the site's own Origin."""
    async with AsyncExitStack() as stack:

        def make() -> httpx.AsyncClient:
            client = httpx.AsyncClient(
                base_url=gateway_url,
                headers={"Origin": gateway_url},
                timeout=30,
                # Nothing here is spoken in TLS, and reading all authorities takes 25 ms.
                verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            )
            stack.push_async_callback(client.aclose)
            return client

        yield make


@pytest.fixture
def nobody(new_client: Callable[[], httpx.AsyncClient]) -> httpx.AsyncClient:
    """A browser that is not signed in."""
    return new_client()


@pytest.fixture
def program(new_client: Callable[[], httpx.AsyncClient]) -> httpx.AsyncClient:
    """No browser: it has no cookies and sends no Origin."""
    client = new_client()
    del client.headers["Origin"]
    return client


@pytest.fixture
def new_person(new_client: Callable[[], httpx.AsyncClient]) -> NewPerson:
    async def sign_up() -> httpx.AsyncClient:
        client = new_client()
        answer = await client.post(
            "/api/auth/sign-up",
            json={
                "email": f"{uuid4().hex}@example.org",
                "password": PASSWORD,
                "name": "Mara",
            },
        )
        assert answer.status_code == 201, answer.text
        return client

    return sign_up


@pytest.fixture
async def mara(new_person: NewPerson) -> httpx.AsyncClient:
    """A browser in which somebody with ten credits has signed up."""
    return await new_person()


@pytest.fixture
def songs(sessions: Sessions, storage: S3Storage) -> DatabaseSongActivities:
    return DatabaseSongActivities(sessions, storage)
