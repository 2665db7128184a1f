"""Calls to Polar, and the one place that knows how they can go wrong."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import httpx
import structlog
from polar.base import PolarError, PolarRateLimitError
from polar.v2026_10 import PolarAsync
from polar.v2026_10.errors import HTTPValidationError, ResourceNotFound

from services.gateway.billing.errors import (
    BillingUnavailable,
    CheckoutRefused,
    EmailRefused,
    NoCustomer,
)
from shared.models.user import User
from shared.outside_settings import PolarSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PATIENCE_SECONDS: Final = 10.0
_OPEN: Final = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedCheckout:
    id: UUID
    url: str
    expires_at: datetime


class PolarApi:
    def __init__(self, sdk: PolarAsync, raw: httpx.AsyncClient) -> None:
        self._sdk = sdk
        self._raw = raw

    async def open_checkout(
        self, buyer: User, *, product_id: str, success_url: str
    ) -> OpenedCheckout:
        """Polar makes a new one at each call, and a customer of this person at the first."""
        with _asking():
            try:
                made = await self._sdk.checkouts.create(
                    products=[product_id],
                    external_customer_id=str(buyer.id),
                    customer_email=buyer.email,
                    success_url=success_url,
                    metadata={"user_id": str(buyer.id)},
                )
            except HTTPValidationError as error:
                log.warning("checkout_refused", product_id=product_id)
                raise (
                    EmailRefused if _is_about_email(error) else CheckoutRefused
                ) from None
            return OpenedCheckout(
                id=UUID(made.id),
                url=made.url,
                expires_at=datetime.fromisoformat(made.expires_at),
            )

    async def is_open(self, checkout_id: UUID) -> bool:
        # The package puts an id into the path as it is: only a UUID is safe there.
        with _asking():
            try:
                found = await self._sdk.checkouts.get(str(checkout_id))
            except ResourceNotFound:
                return False
            return found.status == _OPEN

    async def portal_url(self, buyer: User, *, return_url: str) -> str:
        """A page with somebody's invoices; it is theirs alone, and ends soon."""
        with _asking():
            try:
                opened = await self._sdk.customer_sessions.create(
                    external_customer_id=str(buyer.id), return_url=return_url
                )
            except HTTPValidationError:
                raise NoCustomer from None
            return opened.customer_portal_url

    async def products(self) -> object:
        """As JSON: the package stumbles over lists of the server's present shape."""
        with _asking():
            answer = await self._raw.get("/v1/products/", params={"limit": 100})
            answer.raise_for_status()
            return answer.json()


@contextmanager
def _asking() -> Iterator[None]:
    """Whatever goes wrong between us and Polar is one thing to a buyer."""
    try:
        yield
    except PolarRateLimitError as error:
        log.warning("polar_rate_limited")
        raise BillingUnavailable(
            retry_after_seconds=max(1, error.retry_after or 30)
        ) from None
    # ValueError: an answer that is no JSON, and dates where numbers were expected.
    except (PolarError, httpx.HTTPError, ValueError) as error:
        status = getattr(error, "status_code", None)
        log.warning("polar_failed", kind=type(error).__name__, status=status)
        raise BillingUnavailable from None


def _is_about_email(error: HTTPValidationError) -> bool:
    return any("customer_email" in item.loc for item in error.error.detail or ())


@asynccontextmanager
async def polar_api(settings: PolarSettings) -> AsyncIterator[PolarApi | None]:
    """One for the process; none without a token."""
    if not settings.access_token:
        yield None
        return
    token = settings.access_token.get_secret_value()
    async with (
        PolarAsync(token, base_url=settings.api_url, timeout=_PATIENCE_SECONDS) as sdk,
        httpx.AsyncClient(
            base_url=settings.api_url,
            timeout=_PATIENCE_SECONDS,
            headers={"Authorization": f"Bearer {token}"},
        ) as raw,
    ):
        yield PolarApi(sdk, raw)
