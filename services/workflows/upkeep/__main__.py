"""The upkeep of a fleet: ``python -m services.workflows.upkeep``, settings as the worker has."""

import asyncio

import typer

from services.workflows.upkeep import options
from services.workflows.upkeep.command import run
from shared.settings import DatabaseSettings, StorageSettings, TemporalSettings, load


def main(
    *,
    errands: options.Errands = None,
    apply: options.Apply = False,
    trust_database: options.TrustDatabase = False,
) -> None:
    """Tell what somebody should have done and nobody has; with --apply, do it.

    songs: accepted, and known to no workflow. holds: credits of songs whose workflow is
    closed. objects: of no living song. expiry: rows whose time is over.

    Exit status 1: something could not be asked, and is named.
    """
    through = run(
        postgres=load(DatabaseSettings),
        bucket=load(StorageSettings),
        temporal=load(TemporalSettings),
        errands=errands or [],
        apply=apply,
        trusts_database=trust_database,
    )
    if not asyncio.run(through):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
