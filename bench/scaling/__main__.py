"""What 10, 1,000 and 100,000 songs an hour need, simulated: machines, waits, servers, money.

Run as ``python -m bench.scaling``. Songs arrive at random with a daily peak, wait in the
``gpu`` queue and share passes as they do in a worker, while machines come and go by KEDA's
rule. Beside it, in the same run, the simulator is compared with queues that have a formula.
Nothing here was measured on a GPU: ``--show-inputs`` says where each figure comes from.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.load.figures import tell
from bench.scaling import report
from bench.scaling.changes import of_changes
from bench.scaling.check import CASES, compared
from bench.scaling.inputs import UnusableInputs, read_inputs, values_of
from bench.scaling.recorded import recorded
from bench.scaling.sizes import SIZES, Size, simulate

_CHECKED_SONGS: Final = 60_000


def main() -> None:
    options = _options()
    try:
        inputs = read_inputs(options.inputs)
    except (OSError, UnusableInputs, ValueError) as error:
        sys.exit(f"{error}")
    if options.show_inputs:
        print(report.of_inputs(inputs))
        return
    values, began = values_of(inputs), time.monotonic()
    found = []
    for size in _sizes(options):
        tell(f"{size.songs_per_hour:,} songs an hour")
        found.append(simulate(size, values, seed=options.seed))
    print("\n\n".join(report.results(found, recorded(), values).values()))
    if options.table:
        return
    tell("one thing different")
    print(f"\n{of_changes(values, seed=options.seed)}")
    tell("queues that have a formula")
    checked = [
        compared(case, songs=_CHECKED_SONGS, seed=options.seed) for case in CASES
    ]
    print(f"\n{report.of_check(checked)}")
    tell(f"{time.monotonic() - began:.0f} s")


def _sizes(options: argparse.Namespace) -> Sequence[Size]:
    sizes = [size for size in SIZES if options.rate in (None, size.songs_per_hour)] or [
        _between(options.rate)
    ]
    if options.days is None:
        return sizes
    return [replace(size, days=options.days) for size in sizes]


def _between(rate: int) -> Size:
    """A size of somebody's own: with the policy of the next larger one, or the largest."""
    larger = [size for size in SIZES if size.songs_per_hour >= rate]
    return replace((larger or SIZES)[0 if larger else -1], songs_per_hour=rate)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, help="songs an hour, in place of all three")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=float, help="simulated, of each size")
    parser.add_argument("--inputs", type=Path, help="JSON of figures of one's own")
    parser.add_argument(
        "--show-inputs", action="store_true", help="print the inputs and stop"
    )
    parser.add_argument(
        "--table", action="store_true", help="only the sizes, as in docs/scaling.md"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
