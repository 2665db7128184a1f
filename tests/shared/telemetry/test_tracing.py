"""Traces are sent when a collector is named, and never hold a process up."""

import json
import socket
import subprocess
import sys
import time

import pytest

from shared.settings import TelemetrySettings
from shared.telemetry.tracing import start_tracing
from tests.fakes.trace_collector import collecting


def settings(**chosen: str) -> TelemetrySettings:
    return TelemetrySettings.model_validate(chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"exporter_otlp_endpoint": "http://127.0.0.1:9", "sdk_disabled": "true"},
        {"exporter_otlp_endpoint": "http://127.0.0.1:9", "traces_exporter": "none"},
    ],
)
def test_without_a_collector_nothing_is_traced(chosen: dict[str, str]) -> None:
    tracing = start_tracing(settings(**chosen), service="test")

    with tracing.tracer.start_as_current_span("x") as span:
        assert not span.get_span_context().is_valid
    assert tracing.interceptors == ()
    tracing.close()


def test_what_was_traced_is_sent_at_the_end_and_says_who_sent_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
    with collecting() as collector:
        chosen = settings(exporter_otlp_endpoint=f"{collector.url}/")
        tracing = start_tracing(chosen, service="gateway")
        tracing.tracer.start_span("x").end()
        tracing.close()

    [span] = collector.spans
    assert (span.service, span.name) == ("gateway", "x")
    for said in ("musicgenerator", "service.version", "deployment.environment"):
        assert said in span.whole


def test_the_name_that_the_environment_gives_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "theirs")
    with collecting() as collector:
        address = f"{collector.url}/v1/traces"
        tracing = start_tracing(
            settings(exporter_otlp_traces_endpoint=address), service="gateway"
        )
        tracing.tracer.start_span("x").end()
        tracing.close()

    assert [span.service for span in collector.spans] == ["theirs"]


def test_a_collector_that_never_answers_holds_nobody_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        tracing = start_tracing(
            settings(exporter_otlp_endpoint=address), service="test"
        )
        tracing.tracer.start_span("x").end()
        began_at = time.monotonic()

        tracing.close()

        assert time.monotonic() - began_at < 5


PROGRAM = """
import logging, sys
import structlog
from shared.logging import configure_logging
from shared.settings import TelemetrySettings
from shared.telemetry.tracing import start_tracing

configure_logging(service="trial")
settings = TelemetrySettings(exporter_otlp_endpoint=sys.argv[1])
tracing = start_tracing(settings, service="trial")
with tracing.tracer.start_as_current_span("x"):
    structlog.get_logger().info("ours")
    logging.getLogger("library").warning("theirs")
structlog.get_logger().info("outside")
tracing.close()
"""


def test_a_line_of_the_log_names_its_trace_whoever_logs() -> None:
    with collecting() as collector:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, collector.url],
            capture_output=True,
            text=True,
            check=True,
        )

    ours, theirs, outside = map(json.loads, done.stdout.splitlines())
    [span] = collector.spans
    assert (ours["trace_id"], theirs["trace_id"]) == (span.trace_id, span.trace_id)
    assert "trace_id" not in outside
