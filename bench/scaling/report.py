"""The simulation's tables, in Markdown, as docs/scaling.md has them."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from bench.scaling.around import Load, of_bucket, of_gateways_and_postgres, of_temporal
from bench.scaling.check import Compared
from bench.scaling.origins import Input
from bench.scaling.recorded import Recorded
from bench.scaling.sizes import Result
from bench.scaling.stage_times import Stage

Rows = Mapping[str, str]
_SLOW_SECONDS: Final = 60
_SHARES: Final = (50, 95, 99)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def by_size(what: str, columns: Mapping[str, Rows]) -> str:
    """A row for each figure, a column for each size."""
    first = next(iter(columns.values()))
    rows = [[name, *(column[name] for column in columns.values())] for name in first]
    return table([what, *columns], rows)


def of_machines(result: Result, values: Mapping[str, float]) -> Rows:
    """Of the whole service: its parts are alike."""
    size, outcome = result.size, result.outcome
    hours = size.parts * outcome.machine_seconds / 3600
    songs = size.parts * result.songs
    cost = hours / songs
    begun, ready = np.array(outcome.until_begun), np.array(outcome.until_ready)
    allowed = f"{size.parts * size.least} … {size.parts * size.most}"
    return {
        "machines allowed; added in a minute, at most": (
            f"{allowed}; {size.parts * size.up_machines}"
        ),
        "machines, mean": f"{hours / result.hours:,.1f}",
        "machines at once, most, with those that are leaving": f"{size.parts * outcome.most_machines:,}",
        "GPU hours a day": f"{24 * hours / result.hours:,.0f}",
        "of these with a pass on the card": (
            f"{outcome.busy_seconds / outcome.machine_seconds:.0%}"
        ),
        "songs a pass: words / music / cover": " / ".join(
            f"{result.passes.mean(stage):.1f}"
            for stage in (Stage.WRITE, Stage.DENOISE, Stage.PAINT)
        ),
        "GPU seconds paid a song": f"{3600 * cost:,.1f}",
        "$ a song (cheapest … dearest hour)": (
            f"{cost * values['price']:.4f}"
            f" ({cost * values['price_low']:.4f} … {cost * values['price_high']:.4f})"
        ),
        "until begun, s, p50 / p95 / p99": _spread(begun),
        "until ready, s, p50 / p95 / p99": _spread(ready),
        f"songs that wait over {_SLOW_SECONDS} s to begin": (
            f"{np.mean(begun > _SLOW_SECONDS):.1%}"
        ),
        "songs that find no machine at all": f"{outcome.found_nobody / result.songs:.1%}",
        "songs unfinished at once, most": f"{size.parts * outcome.most_unfinished:,}",
        "songs simulated": f"{result.songs:,}",
    }


def results(
    found: Sequence[Result], song: Recorded, values: Mapping[str, float]
) -> Mapping[str, str]:
    """A table for each subject; columns are sizes."""
    loads = {name_of(each): Load.of(each, values) for each in found}
    machines = {name_of(each): of_machines(each, values) for each in found}
    around = {
        "Temporal, when busiest": {
            name: of_temporal(load, song, values) for name, load in loads.items()
        },
        "gateways and Postgres, when busiest": {
            name: of_gateways_and_postgres(load, values) for name, load in loads.items()
        },
        "the bucket": {name: of_bucket(load, values) for name, load in loads.items()},
    }
    columns = {"machines that make songs": machines, **around}
    return {what: by_size(what, each) for what, each in columns.items()}


def name_of(result: Result) -> str:
    return f"{result.size.songs_per_hour:,} an hour"


def of_inputs(inputs: Sequence[Input]) -> str:
    rows = [
        [f"`{each.name}`", f"{each.value:,g}", each.unit, each.origin, each.source]
        for each in inputs
    ]
    return table(["input", "value", "unit", "origin", "source"], rows)


def of_check(compared: Sequence[Compared]) -> str:
    """Mean waits beside their formulas."""
    rows = [
        [
            f"{each.case.name} at {each.case.use:.0%}",
            f"{each.formula:.2f}",
            f"{each.simulated:.2f} ± {each.margin:.2f}",
            f"{each.simulated / each.formula - 1:+.1%}",
        ]
        for each in compared
    ]
    return table(["mean wait, s", "formula", "simulated", "deviation"], rows)


def _spread(values: np.ndarray) -> str:
    return " / ".join(f"{each:,.1f}" for each in np.percentile(values, _SHARES))
