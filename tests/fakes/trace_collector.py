"""A collector of traces: takes OTLP over HTTP, as a real one does, and keeps the spans."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from typing_extensions import override


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One span, as a collector knows it."""

    trace_id: str
    span_id: str
    parent_id: str
    service: str
    name: str
    facts: Mapping[str, str]
    whole: str
    """All that was sent of it, resource included, as text."""


@dataclass
class TraceCollector:
    url: str
    spans: list[Seen] = field(default_factory=list)

    def of(self, trace_id: str) -> list[Seen]:
        return [span for span in self.spans if span.trace_id == trace_id]

    def about(self, workflow_id: str) -> list[Seen]:
        """What Temporal's interceptor says of a workflow."""
        return [
            span
            for span in self.spans
            if span.facts.get("temporalWorkflowID") == workflow_id
        ]

    def take(self, body: bytes) -> None:
        for sent in ExportTraceServiceRequest.FromString(body).resource_spans:
            resource = _facts(sent.resource.attributes)
            for span in (span for scope in sent.scope_spans for span in scope.spans):
                self.spans.append(
                    Seen(
                        trace_id=span.trace_id.hex(),
                        span_id=span.span_id.hex(),
                        parent_id=span.parent_span_id.hex(),
                        service=resource.get("service.name", ""),
                        name=span.name,
                        facts=_facts(span.attributes),
                        whole=f"{sent.resource} {span}",
                    )
                )


@contextmanager
def collecting() -> Iterator[TraceCollector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            collector.take(self.rfile.read(length))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """A test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector = TraceCollector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _facts(attributes: Iterable[KeyValue]) -> dict[str, str]:
    return {
        each.key: str(getattr(each.value, each.value.WhichOneof("value") or ""))
        for each in attributes
    }
