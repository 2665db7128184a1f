"""Runs a gateway as its own process would: uvicorn, on a free port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import uvicorn

from services.gateway.app import create_app
from services.gateway.settings import GatewaySettings


@asynccontextmanager
async def serving(settings: GatewaySettings) -> AsyncIterator[str]:
    """The gateway's address, which is also its public one."""
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    web = settings.web.model_copy(update={"public_url": url})
    app = create_app(replace(settings, web=web))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield url
    server.should_exit = True
    await running
