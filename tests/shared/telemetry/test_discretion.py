"""Spans tell names, times and ids: nothing that somebody wrote leaves the process."""

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.trace import Link, Status, StatusCode

from shared.telemetry.discretion import DiscreetExporter
from tests.canaries import names_in
from tests.fakes.trace_collector import TraceCollector, collecting

WORDS = "a night train by the sea"
URL = "https://bucket/songs/1/audio.mp3?X-Amz-Signature=0123456789abcdef0123"


def traced(collector: TraceCollector) -> TracerProvider:
    """As the service has it, but for the batches."""
    provider = TracerProvider(shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{collector.url}/v1/traces")
    provider.add_span_processor(SimpleSpanProcessor(DiscreetExporter(exporter)))
    return provider


def test_what_is_not_known_to_be_harmless_is_not_sent() -> None:
    with collecting() as collector:
        tracer = traced(collector).get_tracer("test")
        facts = {
            "http.route": "/api/songs/{song_id}",
            "url.query": f"q={WORDS}",
            "url.path": f"/api/songs/{WORDS}",
            "url.full": URL,
            "server.address": "mara@example.org",
            "song.lyrics": WORDS,
        }
        with tracer.start_as_current_span("GET /api/songs/{song_id}", attributes=facts):
            pass

    [span] = collector.spans
    assert span.facts == {"http.route": "/api/songs/{song_id}"}
    assert names_in(span.whole) == []


def test_of_an_error_its_class_is_sent_and_not_its_message() -> None:
    with collecting() as collector:
        tracer = traced(collector).get_tracer("test")
        with (
            pytest.raises(ValueError, match="train"),
            tracer.start_as_current_span("write"),
        ):
            raise ValueError(f"Key (prompt)=({WORDS}) {URL}")

    [span] = collector.spans
    assert "exception.type" in span.whole
    assert "ValueError" in span.whole
    assert names_in(span.whole) == []


def test_a_status_is_sent_without_what_was_said_of_it() -> None:
    with collecting() as collector:
        tracer = traced(collector).get_tracer("test")
        for said in (f"InsufficientCredits: {WORDS}", WORDS):
            span = tracer.start_span("x")
            span.set_status(Status(StatusCode.ERROR, said))
            span.end()

    first, second = collector.spans
    assert 'message: "InsufficientCredits"' in first.whole
    assert "message" not in second.whole
    assert names_in(first.whole + second.whole) == []


def test_links_and_names_are_as_discreet() -> None:
    with collecting() as collector:
        tracer = traced(collector).get_tracer("test")
        other = tracer.start_span("other").get_span_context()
        link = Link(other, {"words": WORDS})
        tracer.start_span(f"GET {URL}", links=[link]).end()

    [span] = collector.spans
    assert other.trace_id.to_bytes(16).hex() != span.trace_id
    assert "links" in span.whole
    assert names_in(span.whole) == []
