"""The program ``musicgenerator``: start the stack, examine the machine, fetch the rest."""

from typing import NoReturn

import typer

from devstack.failures import StackFailure

app = typer.Typer(
    name="musicgenerator",
    help="An AI music service that people can run themselves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# Each command imports what it needs itself, so that --help answers at once.


@app.command()
def dev() -> None:
    """Run the whole service here: servers, workers and gateway.

    PORT (8000) is the gateway's; STACK_DIR (.stack) holds all data. With both changed,
    a second stack runs beside the first.
    """
    from devstack import dev as command

    try:
        command.run()
    except StackFailure as failure:
        _refuse(failure)


@app.command()
def doctor() -> None:
    """Say what this machine has, what is missing, and how to mend it."""
    from devstack import doctor as command

    if not command.run():
        raise typer.Exit(1)


@app.command()
def setup() -> None:
    """Fetch what does not come with pip: the instruments of the sketch engine."""
    from devstack import soundfont

    typer.echo("Looking for the soundfont, about 20 MB when it must be fetched…")
    try:
        typer.echo(f"Soundfont: {soundfont.fetch()}")
    except StackFailure as failure:
        _refuse(failure)


def _refuse(failure: StackFailure) -> NoReturn:
    typer.echo(str(failure), err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
