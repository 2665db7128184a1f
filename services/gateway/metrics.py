"""The gateway's figures for Prometheus."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

REQUEST_SECONDS: Final = Histogram(
    "http_request_seconds",
    "From a request to the end of its answer; to its beginning, for an event stream.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 150),
)
EVENT_STREAMS: Final = Gauge("event_streams_open", "Streams that browsers listen to.")

SONGS_UNFINISHED: Final = Gauge(
    "songs_unfinished", "Songs that are waited for, by where they are.", ["stage"]
)
SONGS_OLDEST_SECONDS: Final = Gauge(
    "songs_oldest_unfinished_seconds", "How long the first of them has been waited for."
)

RELAY_POSTPONED: Final = Counter(
    "relay_postponed",
    "Errands that the relay put off, because Postgres or Temporal was away.",
    ["kind"],
)
STARTS_POSTPONED: Final = Counter(
    "song_starts_postponed", "Songs that were accepted while Temporal was away."
)

WEBHOOKS_RECEIVED: Final = Counter(
    "webhook_received", "Deliveries that were signed by Polar.", ["type"]
)
WEBHOOKS_REJECTED: Final = Counter(
    "webhook_rejected", "Deliveries that were turned away.", ["reason"]
)
WEBHOOKS_UNTYPED: Final = Counter(
    "webhook_untyped", "Deliveries that the vendor's package could not read."
)
WEBHOOKS_UNAPPLIED: Final = Counter(
    "webhook_unapplied",
    "Orders that should have moved credits and did not.",
    ["reason"],
)
WEBHOOK_LAG_SECONDS: Final = Histogram(
    "webhook_lag_seconds",
    "From what happened at Polar to our having acted on it.",
    buckets=(1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400),
)
