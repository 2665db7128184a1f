"""Polar's orders against the ledger: what a lost delivery left undone is done."""

from datetime import timedelta

import structlog
from temporalio import activity
from typing_extensions import override

from services.workflows.activities.polar_orders import pages_of_orders, polar_client
from shared.contracts.activities import BillingActivities
from shared.contracts.billing import ReconciledOrders, ReconcileOrders
from shared.db import Sessions
from shared.domain.orders import OrderFacts, UnreadableOrder, read_order
from shared.models.base import utc_now
from shared.orders import Refusal, apply_order
from shared.outside_settings import PolarSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class PolarBillingActivities(BillingActivities):
    """May run twice, and beside deliveries: each order is applied under its own lock."""

    def __init__(self, sessions: Sessions, settings: PolarSettings) -> None:
        self._sessions = sessions
        self._settings = settings

    @override
    @activity.defn
    async def reconcile_orders(self, request: ReconcileOrders) -> ReconciledOrders:
        since = utc_now() - timedelta(hours=request.hours)
        seen = repaired = unreadable = 0
        async with polar_client(self._settings) as polar:
            async for page in pages_of_orders(polar, since=since):
                activity.heartbeat(seen)
                for order in page:
                    seen += 1
                    try:
                        repaired += await self._catch_up(read_order(order))
                    except UnreadableOrder as error:
                        unreadable += 1
                        log.warning("order_unreadable", part=error.part)
        log.info("orders_reconciled", seen=seen, repaired=repaired)
        return ReconciledOrders(seen=seen, repaired=repaired, unreadable=unreadable)

    async def _catch_up(self, facts: OrderFacts) -> bool:
        """Whether the ledger had missed something of this order."""
        async with self._sessions.begin() as session:
            applied = await apply_order(
                session, facts, may_grant=True, products=self._settings.products
            )
        about = {"order_id": str(facts.id), "outcome": applied.outcome}
        if applied.has_moved_credits:
            log.warning("order_repaired", **about)
        # That somebody has not paid yet is no reason to worry.
        elif applied.refusal not in {None, Refusal.UNPAID}:
            log.warning("order_not_applied", reason=applied.refusal, **about)
        return applied.has_moved_credits
