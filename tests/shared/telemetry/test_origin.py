"""What is begun later goes on in the request that asked for it."""

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from structlog.contextvars import bound_contextvars, get_contextvars

from shared.telemetry.origin import origin, resumed

TRACER = TracerProvider(shutdown_on_exit=False).get_tracer("test")


def trace_id() -> int:
    return trace.get_current_span().get_span_context().trace_id


def test_what_was_noted_is_resumed_elsewhere_and_given_up_again() -> None:
    with TRACER.start_as_current_span("ask"), bound_contextvars(request_id="r-1"):
        asked, noted = trace_id(), origin()
    before = (trace_id(), get_contextvars().get("request_id"))

    with resumed(noted):
        inside = (trace_id(), get_contextvars().get("request_id"))

    assert before == (0, None)
    assert inside == (asked, "r-1")
    assert (trace_id(), get_contextvars().get("request_id")) == before


def test_without_a_trace_the_request_alone_is_noted() -> None:
    with bound_contextvars(request_id="r-1"):
        assert origin() == {"request_id": "r-1"}
    assert origin() == {}


@pytest.mark.parametrize(
    "noted",
    [
        None,
        "text",
        ["r-1"],
        {"traceparent": 7, "request_id": None},
        {"traceparent": "not-one"},
    ],
)
def test_what_an_older_row_holds_does_no_harm(noted: object) -> None:
    with TRACER.start_as_current_span("relay"), bound_contextvars(request_id="here"):
        here = trace_id()

        with resumed(noted):
            assert (trace_id(), get_contextvars()["request_id"]) == (here, "here")
