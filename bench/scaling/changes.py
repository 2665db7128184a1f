"""What would change the picture: the same day once more, with one thing different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from bench.scaling.report import table
from bench.scaling.sizes import SIZES, Size, simulate

_SMALL, _MIDDLE, _LARGE = SIZES[0], replace(SIZES[1], days=1), SIZES[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    what: str
    size: Size = _MIDDLE
    inputs: Mapping[str, float] = field(default_factory=dict)


_WIDE_WRITER: Final = {"writer_batch": 16, "spare_activities": 12}
CHANGES: Final = (
    Change(what="one machine always", size=replace(_SMALL, least=1)),
    Change(
        what="a tenth of the songs",
        size=replace(_SMALL, songs_per_hour=1, days=2 * _SMALL.days),
    ),
    Change(what="as above, one day"),
    Change(what="the writer twice as fast", inputs={"write_seconds": 7.35}),
    Change(what="the writer twice as slow", inputs={"write_seconds": 29.4}),
    Change(
        what="16 songs a pass of the writer, 24 activities a machine",
        inputs=_WIDE_WRITER,
    ),
    Change(
        what="denoising and decoding three times as slow",
        inputs={"denoise_seconds_each": 0.0084, "decode_seconds_each": 0.0069},
    ),
    Change(what="models do not slow each other", inputs={"contention": 0.0}),
    Change(what="each busy model doubles the others' time", inputs={"contention": 1.0}),
    Change(
        what="a machine is there after 60 s",
        inputs={"node_seconds": 0, "image_seconds": 0},
    ),
    Change(what="a model waits 2 s for company", inputs={"patience_seconds": 2}),
    Change(what="four waiting tasks a machine", inputs={"target_tasks": 4}),
    Change(what="one machine more a minute", size=replace(_MIDDLE, up_machines=1)),
    Change(
        what="40 machines more a minute, not 10", size=replace(_LARGE, up_machines=4)
    ),
    Change(
        what="4 machines more a minute, not 10",
        size=replace(_LARGE, up_machines=2),
        inputs={"up_seconds": 300},
    ),
    Change(
        what="16 songs a pass of the writer, 24 activities a machine",
        size=_LARGE,
        inputs=_WIDE_WRITER,
    ),
)


def of_changes(values: Mapping[str, float], *, seed: int) -> str:
    rows = [
        [f"{change.size.songs_per_hour:,}", change.what, *_cells(change, values, seed)]
        for change in CHANGES
    ]
    head = [
        "songs an hour",
        "what is different",
        "machines, mean",
        "most",
        "GPU s a song",
    ]
    return table([*head, "until begun, p95 / p99", "until ready, p50 / p95"], rows)


def _cells(change: Change, values: Mapping[str, float], seed: int) -> Sequence[str]:
    size = change.size
    found = simulate(size, {**values, **change.inputs}, seed=seed)
    outcome = found.outcome
    hours = outcome.machine_seconds / 3600
    begun = np.percentile(outcome.until_begun, (95, 99))
    ready = np.percentile(outcome.until_ready, (50, 95))
    return [
        f"{size.parts * hours / found.hours:,.1f}",
        f"{size.parts * outcome.most_machines}",
        f"{3600 * hours / found.songs:.1f}",
        " / ".join(f"{each:,.0f}" for each in begun),
        " / ".join(f"{each:,.0f}" for each in ready),
    ]
