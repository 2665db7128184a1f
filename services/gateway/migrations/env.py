"""How Alembic reaches the database: one connection, one transaction, one migrator."""

from alembic import context
from sqlalchemy import Connection, create_engine, text

from shared.models.tables import METADATA
from shared.settings import DatabaseSettings, load

# Any fixed number: it names this lock among the database's advisory locks.
_MIGRATION_LOCK = 7_235_610


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA)
    with context.begin_transaction():
        # Two gateways that start together migrate one after the other.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(str(load(DatabaseSettings).url)).connect() as connection:
        run(connection)
