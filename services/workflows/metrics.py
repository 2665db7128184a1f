"""Figures of the workflow worker, for Prometheus."""

from typing import Final

from prometheus_client import Counter, Gauge

UPKEEP_ACTIONS: Final = Counter(
    "upkeep_actions", "What the upkeep did in place of somebody else.", ["errand"]
)
ORPHAN_OBJECTS: Final = Gauge(
    "orphan_objects",
    "Of no living song, and old: what the last run of the upkeep found.",
)
AUDIT_VIOLATIONS: Final = Gauge(
    "ledger_audit_violations",
    "What breaks an invariant, by this worker's last audit. Must be 0.",
    ["invariant"],
)
AUDIT_LAST_RUN: Final = Gauge(
    "ledger_audit_last_run_timestamp_seconds",
    "When this worker last came to the end of an audit.",
)
HOLDS_OLDEST_SECONDS: Final = Gauge(
    "holds_oldest_seconds", "How long the oldest credit that is set aside has been so."
)
