"""Verify, record once, act: in one transaction, so that none is without the other."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Final

import structlog
from fastapi import Depends
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.billing.errors import BillingDisabled
from services.gateway.dependencies import PolarSettingsDep, SessionsDep
from services.gateway.metrics import (
    WEBHOOK_LAG_SECONDS,
    WEBHOOKS_RECEIVED,
    WEBHOOKS_REJECTED,
    WEBHOOKS_UNAPPLIED,
    WEBHOOKS_UNTYPED,
)
from services.gateway.webhooks.deliveries import Delivery, read_delivery
from services.gateway.webhooks.errors import UnreadableDelivery, WrongSignature
from services.gateway.webhooks.repository import InboxRepository
from shared.db import Sessions
from shared.domain.orders import UnreadableOrder, read_order
from shared.models.base import utc_now
from shared.models.webhook_delivery import WebhookDelivery
from shared.orders import Applied, Refusal, apply_order
from shared.outside_settings import PolarSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# From zero on: the first order that grants nothing must be a step, or no alert sees it.
for _refusal in Refusal:
    WEBHOOKS_UNAPPLIED.labels(_refusal)

# The one event that says that money came in.
_PAID: Final = "order.paid"


class WebhookService:
    def __init__(self, sessions: Sessions, settings: PolarSettings) -> None:
        self._sessions = sessions
        self._settings = settings

    async def receive(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Act on what Polar says, once however often it says it."""
        # In a thread: the first one of a process may take seconds.
        delivery = await asyncio.to_thread(self._read, body, headers)
        async with self._sessions.begin() as session:
            inbox = InboxRepository(session)
            if not await inbox.keep(_row(delivery)):
                log.info("webhook_repeated", webhook_id=delivery.id)
                return
            applied = await self._act(session, delivery)
            await inbox.note(delivery.id, applied.outcome)
        _tell(delivery, applied)

    def _read(self, body: bytes, headers: Mapping[str, str]) -> Delivery:
        secrets = self._settings.webhook_secrets
        if not secrets:
            raise BillingDisabled(missing="POLAR_WEBHOOK_SECRET")
        try:
            return read_delivery(body, headers, secrets=secrets)
        except UnreadableDelivery:
            WEBHOOKS_REJECTED.labels("unreadable").inc()
            raise
        except WrongSignature:
            WEBHOOKS_REJECTED.labels("signature").inc()
            raise

    async def _act(self, session: AsyncSession, delivery: Delivery) -> Applied:
        if not delivery.is_about_an_order:
            return Applied(outcome="Ignored: it is about no order.")
        try:
            facts = read_order(delivery.data)
        except UnreadableOrder as error:
            return Applied(outcome=str(error), refusal=Refusal.UNREADABLE)
        return await apply_order(
            session,
            facts,
            may_grant=delivery.type == _PAID,
            products=self._settings.products,
        )


def _row(delivery: Delivery) -> WebhookDelivery:
    return WebhookDelivery(
        id=delivery.id,
        type=delivery.type,
        body=delivery.body,
        typed_ok=delivery.typed_ok,
        outcome="",
    )


def _tell(delivery: Delivery, applied: Applied) -> None:
    """Once it is committed, so that what is tried again is counted once."""
    WEBHOOKS_RECEIVED.labels(delivery.type).inc()
    if delivery.happened_at is not None:
        lag = utc_now() - delivery.happened_at
        WEBHOOK_LAG_SECONDS.observe(max(0.0, lag.total_seconds()))
    if not delivery.typed_ok:
        WEBHOOKS_UNTYPED.inc()
    about = {"webhook_id": delivery.id, "type": delivery.type}
    if applied.refusal is not None:
        WEBHOOKS_UNAPPLIED.labels(applied.refusal).inc()
        log.warning("order_not_applied", reason=applied.refusal, **about)
    log.info(
        "webhook_received",
        typed_ok=delivery.typed_ok,
        outcome=applied.outcome,
        **about,
    )


async def get_webhook_service(
    sessions: SessionsDep, settings: PolarSettingsDep
) -> WebhookService:
    return WebhookService(sessions, settings)


WebhookServiceDep = Annotated[WebhookService, Depends(get_webhook_service)]
