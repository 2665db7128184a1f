"""The upkeep as a program: connects, runs the errands, prints what they found."""

import logging
from collections.abc import Sequence

import typer

from services.workflows.upkeep.by_hand import run_errands
from services.workflows.upkeep.errands import Tools
from shared.contracts.upkeep import Errand
from shared.db import database
from shared.logging import configure_logging
from shared.s3 import S3Storage
from shared.settings import DatabaseSettings, StorageSettings, TemporalSettings
from shared.temporal import connect


async def run(
    *,
    postgres: DatabaseSettings,
    bucket: StorageSettings,
    temporal: TemporalSettings,
    errands: Sequence[Errand],
    apply: bool,
    trusts_database: bool,
) -> bool:
    """Findings to stdout, what could not be done to stderr; whether all came through."""
    configure_logging(service="upkeep", level=logging.ERROR)
    async with database(postgres) as sessions:
        tools = Tools(
            sessions=sessions,
            # It connects when it is first needed: what needs no Temporal goes on without.
            client=await connect(temporal, lazy=True),
            storage=S3Storage(bucket),
            storage_settings=bucket,
            trusts_database=trusts_database,
        )
        return await run_errands(
            errands or list(Errand),
            tools,
            apply=apply,
            tell=typer.echo,
            complain=lambda line: typer.echo(line, err=True),
        )
