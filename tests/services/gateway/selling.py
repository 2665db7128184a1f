"""A gateway that sells credits, and what Polar tells it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
from pydantic import SecretStr
from sqlmodel import select

from services.gateway.settings import GatewaySettings
from services.gateway.webhooks.deliveries import warm_up
from shared.db import Sessions
from shared.models.credits import EntryKind, LedgerEntry
from shared.models.order import Order
from shared.models.webhook_delivery import WebhookDelivery
from shared.outside_settings import PolarSettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.fakes.polar_events import PRODUCTS, SECRET, Signing, an_event
from tests.services.gateway.serving import serving

POLAR = PolarSettings(webhook_secret=SecretStr(SECRET), products=PRODUCTS)


@asynccontextmanager
async def selling(
    database_url: str,
    storage: StorageSettings,
    temporal: TemporalSettings,
    *,
    polar: PolarSettings = POLAR,
) -> AsyncIterator[str]:
    settings = GatewaySettings(
        accounts=AccountSettings(sign_ups_per_hour=1000),
        database=DatabaseSettings(url=database_url),
        storage=storage,
        temporal=temporal,
        web=WebSettings(environment="test"),
        polar=polar,
    )
    # Else the first delivery waits for it: for long, on a busy machine.
    await asyncio.to_thread(warm_up)
    async with serving(settings) as url:
        yield url


async def deliver(
    client: httpx.AsyncClient, body: str | bytes, signing: Signing | None = None
) -> httpx.Response:
    """Post a signed delivery, as Polar does: without a cookie or an Origin."""
    headers = (signing or Signing()).headers(body)
    async with httpx.AsyncClient(base_url=client.base_url, timeout=30) as polar:
        return await polar.post("/webhooks/polar", content=body, headers=headers)


async def tell(
    client: httpx.AsyncClient, kind: str, order: Mapping[str, Any]
) -> httpx.Response:
    return await deliver(client, an_event(kind, order))


async def user_id(client: httpx.AsyncClient) -> UUID:
    return UUID((await client.get("/api/auth/me")).json()["id"])


async def inbox(sessions: Sessions) -> list[WebhookDelivery]:
    async with sessions() as session:
        return list((await session.exec(select(WebhookDelivery))).all())


async def the_order(sessions: Sessions, order: Mapping[str, Any]) -> Order:
    async with sessions() as session:
        return await session.get_one(Order, UUID(order["id"]))


async def grants_of(sessions: Sessions, order: Mapping[str, Any]) -> list[int]:
    statement = select(LedgerEntry.amount).where(
        LedgerEntry.order_id == UUID(order["id"]),
        LedgerEntry.kind == EntryKind.GRANT,
    )
    async with sessions() as session:
        return list((await session.exec(statement)).all())
