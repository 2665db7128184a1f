"""What the songs of the stack that runs in a folder cost."""

from typing import TYPE_CHECKING

import typer

from devstack.failures import StackFailure
from services.workflows.costs.command import costs_of

if TYPE_CHECKING:
    from shared.settings import DatabaseSettings

HELP = """Tell what the running stack's songs cost, by engine and model revision.

    STACK_DIR (.stack) names the stack. Exit status 1: it could not be asked. 2: an option
    is wrong.
    """


def _database() -> "DatabaseSettings":
    # Here and no sooner: the help of all commands is shown without loading them.
    from devstack.audit import addresses_of
    from devstack.settings import StackSettings
    from shared.settings import load

    try:
        return addresses_of(load(StackSettings).stack_dir).database
    except StackFailure as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from None


costs = costs_of(_database)
