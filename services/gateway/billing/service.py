"""Buying credits: the packs, a checkout for one of them, and what was bought before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Annotated, Final

import structlog
from fastapi import Depends, Request

from services.gateway.billing.errors import BillingDisabled, BillingUnavailable
from services.gateway.billing.polar import PolarApi
from services.gateway.billing.repository import CheckoutRepository
from services.gateway.dependencies import (
    PolarSettingsDep,
    SessionsDep,
    WebSettingsDep,
)
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.errors import NotFound
from shared.models.base import utc_now
from shared.models.checkout import Checkout
from shared.models.user import User
from shared.outside_settings import PolarSettings
from shared.settings import WebSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_CHECKOUTS: Final = Limit("checkout", 60)
_PORTALS: Final = Limit("portal", 60)
# Longer than any answer may take: who holds it so long is dead.
_HOLD: Final = timedelta(seconds=30)
_LOOK_AGAIN_SECONDS: Final = 0.2
_WAIT_SECONDS: Final = 12.0
# Enough to type a card's number before it expires.
_USABLE: Final = timedelta(minutes=5)


class BillingService:
    def __init__(
        self,
        sessions: Sessions,
        polar: PolarApi | None,
        limiter: RateLimiter,
        *,
        settings: PolarSettings,
        web: WebSettings,
    ) -> None:
        self._sessions = sessions
        self._polar = polar
        self._limiter = limiter
        self._settings = settings
        self._web = web

    async def checkout(self, buyer: User, product_id: str) -> str:
        """The address of an open checkout; of clicks at the same time, one opens it."""
        polar = self._require_polar()
        if product_id not in self._settings.products:
            raise NotFound(
                "This pack is not sold: choose one of /api/billing/products."
            )
        await self._limiter.take((_CHECKOUTS, str(buyer.id)))
        async with self._holding(buyer, product_id) as held:
            if open_url := await _open_url(held, polar):
                return open_url
            opened = await polar.open_checkout(
                buyer,
                product_id=product_id,
                # Polar puts the id there.
                success_url=f"{self._home}?checkout_id={{CHECKOUT_ID}}",
            )
            async with self._sessions.begin() as session:
                await CheckoutRepository(session).keep(held, opened)
        log.info("checkout_opened", product_id=product_id)
        return opened.url

    async def portal(self, buyer: User) -> str:
        polar = self._require_polar()
        await self._limiter.take((_PORTALS, str(buyer.id)))
        return await polar.portal_url(buyer, return_url=self._home)

    @property
    def _home(self) -> str:
        return f"{self._web.public_url.rstrip('/')}/billing"

    def _require_polar(self) -> PolarApi:
        if self._polar is None:
            raise BillingDisabled(missing="POLAR_ACCESS_TOKEN")
        return self._polar

    @asynccontextmanager
    async def _holding(self, buyer: User, product_id: str) -> AsyncIterator[Checkout]:
        """A lease, not a lock: Polar is asked meanwhile, outside any transaction."""
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                held = await self._hold(buyer, product_id)
        except TimeoutError:
            raise BillingUnavailable from None
        try:
            yield held
        finally:
            async with self._sessions.begin() as session:
                await CheckoutRepository(session).let_go(held)

    async def _hold(self, buyer: User, product_id: str) -> Checkout:
        while True:
            async with self._sessions.begin() as session:
                held = await CheckoutRepository(session).hold(
                    buyer.id, product_id, life=_HOLD
                )
            if held is not None:
                return held
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)


async def _open_url(checkout: Checkout, polar: PolarApi) -> str | None:
    """Where it is, if it is open as far as we know, and as Polar knows."""
    if checkout.polar_id is None or checkout.expires_at is None:
        return None
    if checkout.expires_at < utc_now() + _USABLE:
        return None
    return checkout.url if await polar.is_open(checkout.polar_id) else None


async def get_billing_service(
    request: Request,
    sessions: SessionsDep,
    limiter: RateLimiterDep,
    settings: PolarSettingsDep,
    web: WebSettingsDep,
) -> BillingService:
    return BillingService(
        sessions, request.state.polar_api, limiter, settings=settings, web=web
    )


BillingServiceDep = Annotated[BillingService, Depends(get_billing_service)]
