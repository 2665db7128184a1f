"""The whole drill, or some of its cells: ``python -m tests.faults [CELL…]``."""

import asyncio
import shutil
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Final

import typer

from tests.faults.cells import Cell, NoSuchCell, matrix
from tests.faults.ground import Ground
from tests.faults.strike import Outcome
from tests.faults.table import table_of

_TABLE: Final = Path(__file__).parents[2] / "bench" / "DRILL.md"


def main(
    cells: Annotated[
        list[str] | None, typer.Argument(help="such as gateway:reserved:before")
    ] = None,
) -> None:
    """Kill every part of the service at every step of a song; without CELLS write the table."""
    try:
        wanted = [Cell.named(text) for text in cells or ()] or matrix()
    except NoSuchCell as error:
        raise typer.BadParameter(str(error)) from None
    began_at = time.monotonic()
    place = Path(mkdtemp(prefix="drill "))
    typer.echo(f"The stacks, with their logs, are in {place}")
    outcomes = asyncio.run(_play(wanted, place))
    if not cells:
        table = table_of(
            outcomes,
            on=datetime.now(UTC).date(),
            total_seconds=time.monotonic() - began_at,
        )
        _TABLE.write_text(table)
    failed = [outcome for outcome in outcomes if outcome.problems]
    if not failed:
        shutil.rmtree(place)
    typer.echo(f"{len(outcomes) - len(failed)} of {len(outcomes)}")
    for outcome in failed:
        typer.echo(f"make drill CELL={outcome.cell}")
    sys.exit(1 if failed else 0)


async def _play(cells: Sequence[Cell], place: Path) -> list[Outcome]:
    stacks = (place / str(number) for number in range(1, len(cells) + 1))
    ground = Ground(lambda: _made(next(stacks)))
    outcomes = []
    try:
        for number, cell in enumerate(cells, start=1):
            outcome = await ground.strike(cell)
            outcomes.append(outcome)
            typer.echo(f"{number:3}/{len(cells)} {_line(outcome)}")
        ground.close()
    finally:
        ground.abandon()
    return outcomes


def _line(outcome: Outcome) -> str:
    name = f"{outcome.cell!s:40}"
    if outcome.problems:
        return f"{name} FAILS: {'; '.join(outcome.problems)}"
    return (
        f"{name} {outcome.status:9} {outcome.end_seconds:5.1f} s"
        f"  (back after {outcome.back_seconds:.1f} s)"
    )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    typer.run(main)
