"""Runs a gateway as its own process would: uvicorn, on a free port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import uvicorn

from services.gateway.app import create_app
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
    app = create_app(replace(settings, web=web))
    server = uvicorn.Server(uvicorn.Config(app, **options_of(web)))
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield url
    server.should_exit = True
    await running
