"""The cost report as a command, of whatever database its caller names."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

import typer

from services.workflows.costs import options
from services.workflows.costs.asking import (
    CostRequest,
    WrongOption,
    gpus_of,
    prices_of,
    span_of,
)

if TYPE_CHECKING:
    from shared.settings import DatabaseSettings

UNKNOWN = 1
WRONG = 2
"""Exit statuses: Postgres could not be asked; an option was wrong."""


def costs_of(database: "Callable[[], DatabaseSettings]") -> Callable[..., None]:
    """The command; ``database`` is called once the options are known to be right."""

    def costs(
        *,
        since: options.Since = None,
        until: options.Until = None,
        gpu_hour: options.GpuHour = None,
        gpus: options.Gpus = "1",
        currency: options.Currency = "USD",
        credit_price: options.CreditPrice = None,
        as_json: options.AsJson = False,
    ) -> None:
        """Tell what songs cost, by engine and model revision, and what they earned.

        Exit status 1: the database could not be asked. 2: an option is wrong.
        """
        try:
            begin, end = span_of(since, until, now=datetime.now(UTC))
            request = CostRequest(
                since=begin,
                until=end,
                prices=prices_of(gpu_hour, credit_price, currency=currency),
                gpus=gpus_of(gpus),
            )
        except WrongOption as wrong:
            _refuse(wrong, status=WRONG)
        _print(database(), request, as_json=as_json)

    return costs


def _print(
    database: "DatabaseSettings", request: CostRequest, *, as_json: bool
) -> None:
    # Here and no sooner: the help of all commands is shown without loading them.
    import asyncio

    from services.workflows.audit.outages import CannotAsk
    from services.workflows.costs.report import report_of
    from services.workflows.costs.telling import json_of, lines_of

    try:
        report = asyncio.run(report_of(database, request))
    except CannotAsk as error:
        _refuse(error, status=UNKNOWN)
    for line in [json_of(report)] if as_json else lines_of(report):
        typer.echo(line)


def _refuse(failure: Exception, *, status: int) -> NoReturn:
    typer.echo(str(failure), err=True)
    raise typer.Exit(status)
