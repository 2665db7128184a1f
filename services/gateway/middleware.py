"""What every answer carries, and what every log line of a request knows."""

from uuid import uuid4

from opentelemetry import trace
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from shared.telemetry.origin import REQUEST_ID

_ID = "X-Request-ID"


class RequestContext:
    """Names each request, for the log and for the client."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _given_id(Headers(scope=scope)) or str(uuid4())

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[_ID] = request_id
            await send(message)

        trace.get_current_span().set_attribute(REQUEST_ID, request_id)
        with bound_contextvars(request_id=request_id):
            await self._app(scope, receive, send_named)


def _given_id(headers: Headers) -> str | None:
    """The caller's own id, when it is fit for a log."""
    given = headers.get(_ID, "")
    fit = 0 < len(given) <= 64 and given.isascii() and given.isprintable()
    return given if fit else None
