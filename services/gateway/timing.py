"""How long answers take, by route and status; how many browsers listen to events."""

import time
from contextlib import ExitStack
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.metrics import EVENT_STREAMS, REQUEST_SECONDS

_METHODS: Final = frozenset(
    {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
)
_NO_ROUTE: Final = "none"
_CUT_OFF: Final = 499
"""Nobody heard the answer: nginx's word for a client that left."""


class RequestTiming:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        timed = _Timed(scope)

        async def send_timed(message: Message) -> None:
            timed.hear(message)
            await send(message)

        try:
            with timed.streams:
                await self._app(scope, receive, send_timed)
        finally:
            # A bug goes on rising after its answer, 500, was sent.
            timed.observe()


class _Timed:
    """One request. Its path is never a label: a path holds ids, and anybody invents one."""

    def __init__(self, scope: Scope) -> None:
        self.streams = ExitStack()
        self._scope = scope
        self._began_at = time.perf_counter()
        self._status = _CUT_OFF
        self._is_observed = False

    def hear(self, message: Message) -> None:
        if message["type"] != "http.response.start":
            return
        self._status = message["status"]
        kind = Headers(raw=message["headers"]).get("content-type", "")
        if kind.startswith("text/event-stream"):
            self.streams.enter_context(EVENT_STREAMS.track_inprogress())
            self.observe()

    def observe(self) -> None:
        if self._is_observed:
            return
        self._is_observed = True
        method: str = self._scope["method"]
        route = getattr(self._scope.get("route"), "path_format", _NO_ROUTE)
        REQUEST_SECONDS.labels(
            method if method in _METHODS else "other", route, str(self._status)
        ).observe(time.perf_counter() - self._began_at)
