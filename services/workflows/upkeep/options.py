"""What can be asked of the upkeep on the command line; nothing heavy is loaded for it."""

from typing import Annotated

import typer

from shared.contracts.upkeep import Errand

Errands = Annotated[
    list[Errand] | None,
    typer.Argument(help="songs, holds, objects, expiry; by default all of them."),
]
Apply = Annotated[bool, typer.Option("--apply", help="Do it, instead of only telling.")]
TrustDatabase = Annotated[
    bool,
    typer.Option(
        "--trust-database",
        help="Remove objects even if most songs in the bucket have no row.",
    ),
]
