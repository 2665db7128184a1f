"""How fast the studio engine is: songs an hour, against the plain pipeline and the ceiling.

Run as ``python -m bench.studio``. On a CUDA card it measures models of full size with random
weights; elsewhere tiny ones, which only shows that the script runs.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench.studio.plan import FULL, PARTS, SMALL, Plan, Size
from bench.studio.report import Report
from services.gpu_inference.engines.studio.device import Device, choose_device
from services.gpu_inference.engines.studio.quiet import hush_libraries


def main(
    *,
    model: Annotated[
        Size, typer.Option(help="auto: 2b on a card, else tiny")
    ] = Size.AUTO,
    seconds: Annotated[str, typer.Option(help="lengths of songs, as 30,60,180")] = "",
    batches: Annotated[str, typer.Option(help="songs in a pass, as 1,4,16")] = "",
    songs: Annotated[int, typer.Option(help="at least so many a measurement")] = 0,
    only: Annotated[str, typer.Option(help="some of " + ",".join(PARTS))] = "",
    out: Annotated[Path | None, typer.Option(help="JSON lines to this file")] = None,
) -> None:
    """Measure the studio engine and print tables."""
    parts = only.split(",") if only else list(PARTS)
    if unknown := set(parts) - set(PARTS):
        raise typer.BadParameter(f"There is no {', '.join(sorted(unknown))}.")
    device = choose_device("auto", "auto")
    size = _size(model, device)
    plan = _plan(SMALL if size is Size.TINY else FULL, seconds, batches, songs)
    hush_libraries()
    # Not before: the libraries talk while they are imported.
    from bench.studio.run import run

    with TemporaryDirectory() as scratch:
        run(
            parts,
            size=size,
            device=device,
            plan=plan,
            report=Report(out),
            scratch=Path(scratch),
        )


def _size(wanted: Size, device: Device) -> Size:
    if wanted is not Size.AUTO:
        return wanted
    return Size.TWO_BILLION if device.is_cuda else Size.TINY


def _plan(usual: Plan, seconds: str, batches: str, songs: int) -> Plan:
    return replace(
        usual,
        seconds=_numbers(seconds) or usual.seconds,
        batches=_numbers(batches) or usual.batches,
        songs=songs or usual.songs,
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)


if __name__ == "__main__":
    typer.run(main)
