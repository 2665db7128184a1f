"""What spans may tell: names, durations and ids. Never what people wrote, nor what opens doors."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Link, Status
from opentelemetry.util.types import AttributeValue
from typing_extensions import override

from shared.redaction import masked

# Addresses and their queries are not here: people's words and tokens travel in them. What
# a library adds one day stays out until somebody has looked at it.
_ALLOWED: Final = frozenset(
    {
        *("http.request.method", "http.response.status_code", "http.route"),
        *("url.scheme", "network.protocol.version", "error.type", "exception.type"),
        *("temporalWorkflowID", "temporalRunID", "temporalActivityID"),
        *("request_id", "user_id", "song_id", "object", "bytes", "attempt", "waited"),
    }
)
_CLASS_NAME: Final = re.compile(r"[A-Za-z_][\w.]*(?=:|$)", re.ASCII)


class DiscreetExporter(SpanExporter):
    """Passes spans on without anything that is not known to be harmless."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    @override
    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_discreet(span) for span in spans])

    @override
    def shutdown(self) -> None:
        self._exporter.shutdown()

    @override
    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)


def _discreet(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=masked(span.name),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=_allowed(span.attributes),
        # Of an exception its class, without its message and its lines.
        events=[
            Event(event.name, _allowed(event.attributes), event.timestamp)
            for event in span.events
        ],
        links=[Link(link.context) for link in span.links],
        kind=span.kind,
        status=_without_message(span.status),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _allowed(
    attributes: Mapping[str, AttributeValue] | None,
) -> dict[str, AttributeValue]:
    return {
        name: masked(value) if isinstance(value, str) else value
        for name, value in (attributes or {}).items()
        if name in _ALLOWED
    }


def _without_message(status: Status) -> Status:
    """Temporal writes ``Class: message``; a message may repeat somebody's words."""
    name = _CLASS_NAME.match(status.description or "")
    return Status(status.status_code, name[0] if name else None)
