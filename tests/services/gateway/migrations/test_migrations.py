from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from services.gateway.migrate import migrate
from shared.domain.categories import CATEGORIES
from shared.models.tables import METADATA


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_models_are_what_the_migrations_make(connection: Connection) -> None:
    context = MigrationContext.configure(connection)

    assert compare_metadata(context, METADATA) == []


def test_the_vocabulary_is_in_the_database(connection: Connection) -> None:
    names = connection.execute(text("SELECT name FROM categories")).scalars()

    assert set(names) == set(CATEGORIES)


def test_migrating_twice_changes_nothing(
    database_url: str, connection: Connection
) -> None:
    migrate(database_url)

    assert "songs" in inspect(connection).get_table_names()


def test_every_migration_can_be_taken_back(connection: Connection) -> None:
    command.downgrade(_config(connection), "base")

    assert inspect(connection).get_table_names() == ["alembic_version"]


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "services:gateway/migrations")
    return config
