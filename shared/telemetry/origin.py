"""Where work came from: the request's id and its trace, noted with what may begin later."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Final

from opentelemetry import context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from structlog.contextvars import bound_contextvars, get_contextvars

REQUEST_ID: Final = "request_id"
TRACEPARENT: Final = "traceparent"
W3C: Final = TraceContextTextMapPropagator()
"""Never baggage: what a stranger packs into a header would enter histories."""


def origin() -> dict[str, str]:
    """What is known here of the request that asks, in plain words for a row or a memo."""
    noted: dict[str, str] = {}
    W3C.inject(noted)
    request_id = get_contextvars().get(REQUEST_ID)
    return {**noted, REQUEST_ID: request_id} if request_id else noted


@contextmanager
def resumed(noted: object) -> Iterator[None]:
    """Go on in the request that was noted; what is missing stays as it is here."""
    known = readable(noted)
    with ExitStack() as undo:
        if TRACEPARENT in known:
            undo.callback(context.detach, context.attach(_within(known)))
        if REQUEST_ID in known:
            undo.enter_context(bound_contextvars(request_id=known[REQUEST_ID]))
        yield


def _within(known: dict[str, str]) -> context.Context:
    """Without a trace that can be read: what is current stays so."""
    return W3C.extract(known, context.get_current())


def readable(noted: object) -> dict[str, str]:
    """Of what was noted, what can be used: a row may be older, or written by hand."""
    if not isinstance(noted, Mapping):
        return {}
    return {
        name: value
        for name in (REQUEST_ID, TRACEPARENT)
        if isinstance(value := noted.get(name), str)
    }
