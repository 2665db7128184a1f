"""What a size asks of Temporal, Postgres, the bucket and the gateways: arithmetic, no queues."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import Final, Self

from bench.scaling.arrivals import mean_seconds
from bench.scaling.recorded import Recorded
from bench.scaling.sizes import Result

MONTH_DAYS: Final = 30
_PAGE: Final = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """Songs of the whole service, and what follows from their number."""

    songs_a_day: float
    mean: float
    """Songs a second; ``peak`` likewise, when it is busiest."""
    peak: float
    heartbeats: float
    """A song."""
    made_at_once: float
    """Songs between request and end at the peak, by Little's law."""
    streams: float
    """Open at the peak, likewise: a tab for each song."""
    gateways: int
    workflow_workers: int

    @classmethod
    def of(cls, result: Result, values: Mapping[str, float]) -> Self:
        mean = result.size.songs_per_hour / 3600
        peak = mean * values["peak_over_mean"]
        streams = peak * values["tab_seconds"]
        needs = (
            peak / values["posts_per_gateway"],
            peak * values["reads_per_song"] / values["reads_per_gateway"],
            streams / values["streams_per_gateway"],
        )
        slots = result.outcome.slot_seconds / result.songs
        workers = peak / values["songs_per_workflow_worker"]
        return cls(
            songs_a_day=24 * result.size.songs_per_hour,
            mean=mean,
            peak=peak,
            heartbeats=slots / values["heartbeat_seconds"],
            made_at_once=peak * fmean(result.outcome.until_ready),
            streams=streams,
            gateways=max(2, *map(ceil, needs)),
            workflow_workers=max(2, ceil(workers)),
        )


def of_temporal(
    load: Load, song: Recorded, values: Mapping[str, float]
) -> Mapping[str, str]:
    updates = load.peak * (song.updates + load.heartbeats)
    share = updates / values["shards"] / values["shard_updates"]
    tasks = song.workflow_tasks + song.activities
    describes = min(
        load.gateways * values["describes_per_gateway"],
        load.made_at_once / values["look_seconds"],
    )
    requests = load.peak * (1 + 2 * tasks + load.heartbeats) + describes
    gpu = load.peak * song.gpu_activities
    kept = load.mean * values["retention_hours"] * 3600 * song.size_bytes
    return {
        "history events a second": _rate(load.peak * song.events),
        "workflow tasks a second": _rate(load.peak * song.workflow_tasks),
        "activity tasks a second": _rate(load.peak * song.activities),
        "of these on the `gpu` queues": _rate(gpu),
        "these, added and polled, of one matching host's limit": (
            f"{2 * gpu / values['matching_requests']:.1%}"
        ),
        "heartbeats a second": _rate(load.peak * load.heartbeats),
        "updates of workflows a second": _rate(updates),
        f"of a shard ({values['shards']:.0f}), share of what it can": f"{share:.2%}",
        "requests to the frontend a second": (
            f"{_rate(requests)} (limit of one {values['frontend_requests']:,.0f})"
        ),
        "visibility writes a second": _rate(load.peak * song.visibility_writes),
        "histories kept, as JSON": _bytes(kept),
    }


def of_gateways_and_postgres(
    load: Load, values: Mapping[str, float]
) -> Mapping[str, str]:
    watching = load.gateways * values["watch_statements"]
    processes = load.gateways + load.workflow_workers
    each = values["pool_size"] + values["pool_overflow"]
    accounts = load.songs_a_day / values["songs_per_person"]
    return {
        "songs asked for a second": _rate(load.peak),
        "reads a second": _rate(load.peak * values["reads_per_song"]),
        "event streams open": f"{load.streams:,.0f}",
        "gateways + workflow workers": f"{load.gateways} + {load.workflow_workers}",
        "rows made a day": f"{load.songs_a_day * values['rows_made']:,.0f}",
        "rows changed a day": f"{load.songs_a_day * values['rows_changed']:,.0f}",
        "statements a second for songs": (
            _rate(load.peak * values["statements_per_song"])
        ),
        "statements a second for streams": _rate(watching),
        "connections, at most": (
            f"{processes * each:,.0f} (default limit {values['most_connections']:.0f})"
        ),
        "accounts scanned each minute, of active people": f"{accounts:,.0f}",
    }


def of_bucket(load: Load, values: Mapping[str, float]) -> Mapping[str, str]:
    sound = values["flac_bytes"] + values["mp3_bytes"]
    size = mean_seconds(values) * sound + values["cover_bytes"]
    # The master is stored twice: as it is composed, and with its tags.
    sent = size + mean_seconds(values) * values["flac_bytes"]
    pages = MONTH_DAYS * load.songs_a_day * values["objects_per_song"] / _PAGE
    puts = load.peak * values["puts_per_song"]
    return {
        "kept a day": _bytes(load.songs_a_day * size),
        "sent to it a day": _bytes(load.songs_a_day * sent),
        "PUT a second": f"{_rate(puts)} (of {values['prefix_puts']:,.0f} of a prefix)",
        "GET a second, by machines": _rate(load.peak * values["gets_per_song"]),
        f"pages that each audit lists after {MONTH_DAYS} days": f"{ceil(pages):,}",
        "minutes for that": f"{pages * values['list_seconds'] / 60:,.1f}",
    }


def _rate(a_second: float) -> str:
    return f"{a_second:,.0f}" if a_second >= 10 else f"{a_second:.2g}"


def _bytes(count: float) -> str:
    for unit in ("kB", "MB", "GB"):
        count /= 1000
        if count < 1000:
            return f"{count:,.1f} {unit}"
    return f"{count / 1000:,.1f} TB"
