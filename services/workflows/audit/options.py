"""What can be asked of an audit on the command line; nothing heavy is loaded for it."""

from pathlib import Path
from typing import Annotated

import typer

from shared.contracts.audit import Audit

_DEFAULTS = Audit()

Settle = Annotated[
    float,
    typer.Option(
        min=0, help="Seconds between the two looks: what is seen in both counts."
    ),
]
Grace = Annotated[
    float,
    typer.Option(
        min=0,
        help="Seconds in which things may be on their way; 0 for a stack at rest.",
    ),
]
Deep = Annotated[
    bool,
    typer.Option(
        "--deep", help="Read all objects and compare their SHA-256, not their sizes."
    ),
]
Logs = Annotated[
    Path | None, typer.Option(help="A folder of logs to search for secrets.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For machines: one JSON object.")]

SETTLE_SECONDS = _DEFAULTS.settle_seconds
GRACE_SECONDS = _DEFAULTS.grace_seconds
