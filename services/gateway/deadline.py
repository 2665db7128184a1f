"""How long an answer may take: a server that hangs must not hang those who ask us."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.errors import render_domain_error
from services.gateway.outages import Unavailable
from services.gateway.patience import LONGEST_ANSWER_SECONDS, allow_more


class Deadline:
    """Answers 503 in place of an answer that has not begun in time.

    One that has begun goes on for as long as it likes: event streams do.
    """

    def __init__(
        self, app: ASGIApp, *, seconds: float = LONGEST_ANSWER_SECONDS
    ) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = asyncio.timeout(self._seconds)
        try:
            async with limit:
                allow_more(scope, limit)

                async def send_in_time(message: Message) -> None:
                    # Late by a hair, it is an answer all the same.
                    if not limit.expired():
                        limit.reschedule(None)
                    await send(message)

                await self._app(scope, receive, send_in_time)
        except TimeoutError:
            if not limit.expired():
                raise
            answer = await render_domain_error(Request(scope), Unavailable())
            await answer(scope, receive, send)
