"""Inputs about what stands around the machines: people, gateways, Temporal, Postgres, S3."""

from typing import Final

from bench.scaling.origins import Input, Origin

_MEASURING: Final = "`python -m bench.scaling.measuring`, 2026-11-27"
_SERVER: Final = "Temporal's `common/dynamicconfig/constants.go`, default"


def _input(name: str, value: float, unit: str, origin: Origin, source: str) -> Input:
    return Input(name=name, value=value, unit=unit, origin=origin, source=source)


_GATEWAYS: Final = (
    _input(
        "tab_seconds", 600, "s open a song", Origin.ASSUMED, "no record of real use"
    ),
    _input("reads_per_song", 30, "requests", Origin.ASSUMED, "lists, pages, covers"),
    _input(
        *("songs_per_person", 10, "a day, of those who make any", Origin.ASSUMED),
        "no record of real use",
    ),
    _input(
        *("posts_per_gateway", 30, "songs asked for a second", Origin.MEASURED),
        "`bench.posting`, 2026-11-27: 30 steadily at a p99 of 26 ms, of 102 at most",
    ),
    _input(
        *("reads_per_gateway", 217, "requests a second", Origin.MEASURED),
        "`bench.reads`, 2026-11-27: pages of twenty songs, the dearest",
    ),
    _input(
        *("streams_per_gateway", 1_000, "open streams", Origin.MEASURED),
        "`bench.streams`, 2026-11-27: 0.22 of a core",
    ),
    _input(
        *("describes_per_gateway", 40, "calls to Temporal a second", Origin.OURS),
        "`progress/glances.py`: ten each quarter of a second",
    ),
    _input(
        *("look_seconds", 0.5, "s between two looks at a song", Origin.OURS),
        "`progress/glances.py`",
    ),
    _input(
        *("watch_statements", 9.3, "statements a second of a gateway", Origin.MEASURED),
        "`bench.streams`, 2026-11-27, 1,000 streams",
    ),
)
_TEMPORAL: Final = (
    _input("heartbeat_seconds", 1, "s between two", Origin.OURS, "`serving.py`"),
    _input(
        *("songs_per_workflow_worker", 12.8, "songs a second", Origin.MEASURED),
        "`bench.workflows`, 2026-11-27: one worker and the server on two cores",
    ),
    _input("shards", 512, "history shards", Origin.OURS, "`deploy/k8s/temporal`"),
    _input(
        *("shard_updates", 200, "updates a second of a shard", Origin.ASSUMED),
        "one at a time (docs.temporal.io, History Shard), 5 ms each",
    ),
    _input("frontend_requests", 2_400, "a second", Origin.DOCUMENTED, _SERVER),
    _input("matching_requests", 1_200, "a second", Origin.DOCUMENTED, _SERVER),
    _input("retention_hours", 72, "h", Origin.ASSUMED, "set with the namespace"),
)
_DATABASE: Final = (
    _input("statements_per_song", 53, "statements", Origin.MEASURED, _MEASURING),
    _input("rows_made", 9, "rows a song", Origin.MEASURED, _MEASURING),
    _input("rows_changed", 6, "rows a song", Origin.MEASURED, _MEASURING),
    _input("pool_size", 10, "connections", Origin.OURS, "`DATABASE_POOL_SIZE`"),
    _input("pool_overflow", 5, "connections more", Origin.OURS, "`shared/db.py`"),
    _input(
        *("most_connections", 100, "connections", Origin.DOCUMENTED),
        "PostgreSQL, `max_connections`, default",
    ),
)
_BUCKET: Final = (
    _input("objects_per_song", 3, "objects", Origin.OURS, "`activities/closing.py`"),
    _input(
        "puts_per_song", 4, "requests", Origin.OURS, "`gpu_inference/activities.py`"
    ),
    _input("gets_per_song", 2, "requests", Origin.OURS, "`gpu_inference/finishing.py`"),
    _input("list_seconds", 0.1, "s a page of 1,000", Origin.ASSUMED, "one round trip"),
    _input(
        *("prefix_puts", 3_500, "a second of a prefix", Origin.DOCUMENTED),
        "Amazon S3, «Optimizing performance»",
    ),
)
INPUTS: Final = (*_GATEWAYS, *_TEMPORAL, *_DATABASE, *_BUCKET)
