"""The table of a whole drill: each cell's end, and the seconds from the death to it."""

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median
from typing import Final

from shared.kill_points import Edge, Point
from tests.faults.cells import COMPONENTS, Cell
from tests.faults.strike import Outcome

_HEAD: Final = """# The kill drill

`kill -9` of each process at each step of a song, before the step's effect and after the effect but before whoever asked for
it was told: {all} cells. `make drill` plays them all and writes this file; `make test` plays 24 by a seed that it prints. What each point is, and where its effect lies, is in `shared/kill_points.py`; what a cell demands in
`tests/faults/strike.py`.

Each cell has a new person and a song of five seconds. It passes when the song ends as it should (cancelled at `compensation`,
which its person asked for, and ready everywhere else), within 60 s of the restart; when its credit was captured or released
exactly once and the account holds the rest; when the same Idempotency-Key gives the same song and there is only this one; when
nobody died but the one who was killed; and when the audit of all rows, objects and logs finds nothing.

| {when}, 2 cores, no GPU, sketch engine | |
| --- | --- |
| cells that passed | **{passed} of {played}** |
| from the death until the song's end: median, longest | {median:.1f} s, {longest:.1f} s |
| from the restart until the song's end: longest | {after:.1f} s |
| from the death until the dead worked again: median, longest | {back:.1f} s, {back_longest:.1f} s |
| all cells | {minutes:.0f} min |

Seconds from the death until the song had ended:
"""
_FAILED: Final = "**fails**"


def table_of(outcomes: Sequence[Outcome], *, on: date, total_seconds: float) -> str:
    """A Markdown document."""
    ends = [outcome.end_seconds for outcome in outcomes if outcome.status]
    backs = [outcome.back_seconds for outcome in outcomes if outcome.status]
    waits = [end - back for end, back in zip(ends, backs, strict=True)]
    head = _HEAD.format(
        all=len(COMPONENTS) * len(Point) * len(Edge),
        when=on.isoformat(),
        passed=sum(not outcome.problems for outcome in outcomes),
        played=len(outcomes),
        median=median(ends or [0]),
        longest=max(ends, default=0),
        after=max([0.0, *waits]),
        back=median(backs or [0]),
        back_longest=max(backs, default=0),
        minutes=total_seconds / 60,
    )
    return "\n".join([head, *_rows(outcomes), *_failures(outcomes)]) + "\n"


def _rows(outcomes: Sequence[Outcome]) -> Iterator[str]:
    by_cell = {outcome.cell: outcome for outcome in outcomes}
    yield _row(["point", *COMPONENTS])
    yield _row(["---"] * (1 + len(COMPONENTS)))
    for point in Point:
        for edge in Edge:
            cells = [Cell(component, point, edge) for component in COMPONENTS]
            ends = [_end(by_cell.get(cell)) for cell in cells]
            yield _row([f"{edge} `{point}`", *ends])


def _end(outcome: Outcome | None) -> str:
    if outcome is None:
        return "not played"
    return (
        _FAILED if outcome.problems else f"{outcome.status} {outcome.end_seconds:.1f}"
    )


def _failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.problems:
            yield f"\n`make drill CELL={outcome.cell}`: {'; '.join(outcome.problems)}"


def _row(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |"
