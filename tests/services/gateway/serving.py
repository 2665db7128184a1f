"""Runs a gateway as its own process would: uvicorn, on a free port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import uvicorn
from fastapi import FastAPI
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.app import create_app, running
from services.gateway.server import options_of
from services.gateway.settings import GatewaySettings


@asynccontextmanager
async def serving(
    settings: GatewaySettings, *, public_url: str | None = None
) -> AsyncIterator[str]:
    """The gateway's address, which is also its public one unless another is given."""
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    web = settings.web.model_copy(update={"public_url": public_url or url})
    app = _app_with(replace(settings, web=web))
    server = uvicorn.Server(uvicorn.Config(app, **options_of(web)))
    serving_it = asyncio.create_task(server.serve(sockets=[door]))
    yield url
    server.should_exit = True
    await serving_it


# Made anew for each test, the operations alone would take a third of a second.
_MADE: dict[bool, FastAPI] = {}


def _app_with(settings: GatewaySettings) -> ASGIApp:
    """The operations are those of every gateway; what they use comes with the lifespan."""
    is_secure = settings.web.is_secure
    if is_secure not in _MADE:
        _MADE[is_secure] = create_app(settings)
    app = _MADE[is_secure]
    lifespan = Router(lifespan=lambda _: running(settings))

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        await (lifespan if scope["type"] == "lifespan" else app)(scope, receive, send)

    return call
