"""What songs cost: ``python -m services.workflows.costs``, with the worker's DATABASE_URL."""

from functools import partial

import typer

from services.workflows.costs.command import costs_of
from shared.settings import DatabaseSettings, load

if __name__ == "__main__":
    typer.run(costs_of(partial(load, DatabaseSettings)))
