"""What can be asked of the cost report on the command line; nothing heavy is loaded for it."""

from typing import Annotated

import typer

# Words, not numbers: what is wrong with them is told in one sentence of our own.
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DAY",
        help="The first day, such as 2026-11-01, in UTC; by default 30 days before the"
        " end.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", help="The last day, all of it; by default it goes until now."
    ),
]
GpuHour = Annotated[
    str | None,
    typer.Option(
        metavar="PRICE",
        help="What one GPU costs in an hour; without it seconds are told, and no costs.",
    ),
]
Gpus = Annotated[
    str,
    typer.Option(
        metavar="NUMBER",
        help="How many GPUs made songs at a time; 1.5 where one came and went.",
    ),
]
Currency = Annotated[
    str, typer.Option(metavar="CODE", help="What the prices are in, such as EUR.")
]
CreditPrice = Annotated[
    str | None,
    typer.Option(metavar="PRICE", help="What buyers pay for one credit, on average."),
]
AsJson = Annotated[bool, typer.Option("--json", help="For machines: one JSON object.")]
