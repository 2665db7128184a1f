"""How Polar's deliveries fare: twice, shuffled, over broken lines, to two gateways.

Run as ``python -m bench.deliveries``; beside it, in the same run, stands a route that does
no more than verify the signature and insert a row.
"""

import asyncio
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench.deliveries.books import connect
from bench.deliveries.posting import Poster, Tally
from bench.deliveries.reference import TABLE
from bench.deliveries.run import Outcome, Plan, deliver_to_gateways, warm_up
from bench.deliveries.servers import serving_twice
from bench.deliveries.story import Event
from devstack.testing import running_postgres
from services.gateway.migrate import migrate

_REFERENCE = "bench.deliveries.reference"


def main(
    *,
    orders: int = 1000,
    seed: int = 1,
    copies: Annotated[int, typer.Option(help="how often each event comes")] = 2,
) -> None:
    """Deliver, audit, and print a table; the status is 1 when a rule is broken."""
    plan = Plan(orders=orders, copies=copies, seed=seed)
    with TemporaryDirectory(prefix="deliveries") as place:
        folder = Path(place)
        with running_postgres(folder) as postgres:
            migrate(postgres.url)
            outcome, reference = asyncio.run(_run(plan, postgres.url, folder))
    _show(plan, outcome, reference)
    if outcome.violations:
        sys.exit("\n".join(outcome.violations[:20]))


async def _run(plan: Plan, database_url: str, folder: Path) -> tuple[Outcome, Tally]:
    secret = secrets.token_urlsafe(24)
    outcome = await deliver_to_gateways(
        plan, database_url=database_url, secret=secret, folder=folder
    )
    reference = await _reference(
        outcome.deliveries, database_url=database_url, secret=secret, folder=folder
    )
    return outcome, reference


async def _reference(
    deliveries: Sequence[Event], *, database_url: str, secret: str, folder: Path
) -> Tally:
    """The same deliveries over good lines: what the machine can do."""
    with connect(database_url) as connection:
        connection.execute(TABLE)
    dice = Random(0)  # noqa: S311
    with serving_twice(
        _REFERENCE, database_url=database_url, secret=secret, folder=folder
    ) as addresses:
        await warm_up(addresses, deliveries[0], secret=secret)
        return await Poster(addresses, secret=secret, dice=dice).post(deliveries)


def _show(plan: Plan, outcome: Outcome, reference: Tally) -> None:
    tally = outcome.tally
    print(f"seed {plan.seed}, {plan.orders} orders, each event {plan.copies} times")
    print(f"{'':32} {'gateway':>12} {'bare route':>12}")
    rows = {
        "deliveries": "{0.delivered:12,}",
        "seconds": "{0.seconds:12.1f}",
        "a second": "{1:12.0f}",
        "p50, ms": "{2:12.1f}",
        "p99, ms": "{3:12.1f}",
        "answered with no success": "{0.retries:12,}",
        "cut on the way": "{0.cut:12,}",
    }
    for name, look in rows.items():
        shown = [
            look.format(
                each, each.delivered / each.seconds, each.at(0.5), each.at(0.99)
            )
            for each in (tally, reference)
        ]
        print(f"{name:32} {' '.join(shown)}")
    print(f"{'database connections ended':32} {outcome.connections_ended:12,}")
    print(f"{'violations':32} {len(outcome.violations):12,}")
    print("answers:", dict(tally.answers.most_common()))


if __name__ == "__main__":
    typer.run(main)
