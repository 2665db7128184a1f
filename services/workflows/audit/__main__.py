"""The audit of a fleet: ``python -m services.workflows.audit``, settings as the worker has."""

import asyncio
import logging

import typer

from services.workflows.audit import options
from services.workflows.audit.command import Addresses, run
from shared.contracts.audit import Audit
from shared.logging import configure_logging
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    load,
)


def main(
    *,
    settle: options.Settle = options.SETTLE_SECONDS,
    grace: options.Grace = options.GRACE_SECONDS,
    deep: options.Deep = False,
    logs: options.Logs = None,
    as_json: options.AsJson = False,
) -> None:
    """Check what is always true over Postgres, the bucket, Temporal and logs.

    Exit status 0: no violation. 1: each is printed. 2: something could not be asked.
    """
    # Its stdout is for findings; libraries may complain about an outage on their own.
    configure_logging(service="audit", level=logging.CRITICAL)
    addresses = Addresses(
        database=load(DatabaseSettings),
        storage=load(StorageSettings),
        temporal=load(TemporalSettings),
        people=load(AccountSettings),
    )
    request = Audit(settle_seconds=settle, grace_seconds=grace, is_deep=deep)
    raise typer.Exit(asyncio.run(run(addresses, request, logs=logs, as_json=as_json)))


if __name__ == "__main__":
    typer.run(main)
