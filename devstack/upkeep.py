"""The upkeep of the stack that runs in a folder."""

import asyncio
from collections.abc import Sequence

from devstack.audit import addresses_of
from devstack.settings import StackSettings
from services.workflows.upkeep.command import run
from shared.contracts.upkeep import Errand
from shared.settings import load


def upkeep(errands: Sequence[Errand], *, apply: bool, trusts_database: bool) -> bool:
    """Of the stack in ``STACK_DIR``; whether all came through."""
    addresses = addresses_of(load(StackSettings).stack_dir)
    return asyncio.run(
        run(
            postgres=addresses.database,
            bucket=addresses.storage,
            temporal=addresses.temporal,
            errands=errands,
            apply=apply,
            trusts_database=trusts_database,
        )
    )
