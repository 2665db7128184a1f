"""Brings the database's schema up to date: ``python -m services.gateway.migrate``."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from shared.settings import DatabaseSettings, load

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database_url: str, *, revision: str = "head") -> None:
    """Run every migration that is missing; harmless when there is none."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def main() -> None:
    settings = load(DatabaseSettings)
    try:
        migrate(str(settings.url))
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        sys.exit(f"The database at DATABASE_URL cannot be reached: {reason}")


if __name__ == "__main__":
    main()
