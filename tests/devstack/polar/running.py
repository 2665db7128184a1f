"""A running stand-in for Polar, and somebody who hears its deliveries."""

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from polar.v2026_10 import PolarAsync
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from devstack.polar.app import create_app
from devstack.polar.products import PRODUCTS
from devstack.polar.settings import StandInSettings
from tests.devstack.polar.contract import Witness
from tests.e2e.waiting import until_true

PACK = PRODUCTS[0]
BUYER = "6f1d7f0e-3c6d-4f0e-9a53-0f6b54a3f1aa"
_LONG_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    headers: dict[str, str]
    body: str

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    @property
    def type(self) -> str:
        return str(self.event["type"])


class Receiver:
    """Answers 202, or first what ``answers`` tells it to."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: list[int] = []
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.heard.append(Heard(headers=headers, body=body.decode()))
        status = self.answers.pop(0) if self.answers else 202
        place = [(b"location", b"/elsewhere")] if 300 <= status < 400 else []
        start = {"type": "http.response.start", "status": status, "headers": place}
        await send(start)
        await send({"type": "http.response.body", "body": b""})

    @property
    def types(self) -> list[str]:
        return [each.type for each in self.heard]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningShop:
    url: str
    token: str
    secret: str
    witness: Witness
    client: httpx.AsyncClient
    """Holds the token."""

    async def deliveries(self) -> list[dict[str, Any]]:
        answer = await self.client.get("/stand-in/deliveries")
        items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
        return items

    async def settled(self) -> list[dict[str, Any]]:
        """The deliveries, once none is pending."""

        async def is_settled() -> bool:
            return all(each["state"] != "pending" for each in await self.deliveries())

        await until_true(
            is_settled, what="deliveries are settled", within_seconds=_LONG_SECONDS
        )
        return await self.deliveries()

    async def turn(self, **knobs: Any) -> None:
        (await self.client.post("/stand-in/knobs", json=knobs)).raise_for_status()

    async def do(self, path: str, **facts: Any) -> dict[str, Any]:
        """One of the test actions."""
        answer = await self.client.post(f"/stand-in/{path}", json=facts)
        done: dict[str, Any] = answer.raise_for_status().json()
        return done


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with _served(receiver, _door()) as url:
        receiver.url = f"{url}/webhooks/polar"
        yield receiver


@asynccontextmanager
async def running_shop(
    folder: Path,
    *,
    webhook_url: str,
    secret: str | None = None,
    back_off_seconds: float = 0.001,
) -> AsyncIterator[RunningShop]:
    """At its end, whatever broke the vendor's document is told."""
    door = _door()
    token = secrets.token_urlsafe(24)
    settings = StandInSettings(
        folder=folder,
        port=door.getsockname()[1],
        token=SecretStr(token),
        secret=SecretStr(secret or secrets.token_urlsafe(24)),
        webhook_url=webhook_url,
        back_off_seconds=back_off_seconds,
    )
    witness = Witness(create_app(settings))
    async with _served(witness, door) as url:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=url, headers=headers) as client:
            yield RunningShop(
                url=url,
                token=token,
                secret=settings.secret.get_secret_value(),
                witness=witness,
                client=client,
            )
    assert witness.wrong == [], witness.wrong


async def open_checkout(polar: PolarAsync, **changes: Any) -> Any:
    request: Any = {
        "products": [PACK.id],
        "external_customer_id": BUYER,
        "customer_email": "mara@example.org",
        "success_url": "http://localhost:8000/billing?checkout_id={CHECKOUT_ID}",
        "metadata": {"user_id": BUYER},
        **changes,
    }
    return await polar.checkouts.create(**request)


async def bought(shop: RunningShop, polar: PolarAsync, **changes: Any) -> Any:
    """A paid order."""
    checkout = await open_checkout(polar, **changes)
    return await shop.do(f"checkouts/{checkout.id}/pay")


def _door() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@asynccontextmanager
async def _served(app: ASGIApp, door: socket.socket) -> AsyncIterator[str]:
    config = uvicorn.Config(app, log_level="error", ws="none", lifespan="auto")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[door]))
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
