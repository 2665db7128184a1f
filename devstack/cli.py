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
    # Plain text: the coloured boxes cost a quarter of a second at each --help.
    rich_markup_mode=None,
)

# Each command imports what it needs itself, so that --help answers at once.


@app.command()
def dev() -> None:
    """Run the whole service here: servers, workers and gateway.

    PORT (8000) is the gateway's; STACK_DIR (.stack) holds all data. With both
    changed, a second stack runs beside the first.
    """
    from devstack.dev import run

    try:
        run()
    except StackFailure as failure:
        _refuse(failure)


@app.command()
def doctor() -> None:
    """Say what this machine has, what is missing, and how to mend it."""
    from devstack.doctor import run

    if not run():
        raise typer.Exit(1)


@app.command()
def setup() -> None:
    """Fetch the instruments: they do not come with pip."""
    from devstack.soundfont import fetch

    typer.echo("Looking for the soundfont, about 60 MB when it must be fetched…")
    try:
        typer.echo(f"Soundfont: {fetch()}")
    except StackFailure as failure:
        _refuse(failure)


def _refuse(failure: StackFailure) -> NoReturn:
    typer.echo(str(failure), err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
