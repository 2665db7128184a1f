"""The packs of credits that are sold: how large they are, and what Polar calls them."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, cast

from fastapi import Depends, Request

from services.gateway.billing.errors import BillingUnavailable
from services.gateway.billing.polar import PolarApi
from shared.outside_settings import PolarSettings

_FRESH_SECONDS: Final = 600.0
_RETRY_SECONDS: Final = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    amount: int
    """In the currency's smallest unit."""
    currency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    name: str | None
    price: Price | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    id: str
    credits: int
    name: str | None
    price: Price | None


_NO_OFFER: Final = Offer(name=None, price=None)


class Catalogue:
    """Remembers what Polar said last, so that packs have names while it is away."""

    def __init__(self, polar: PolarApi | None, settings: PolarSettings) -> None:
        self._polar = polar
        self._credits = settings.products
        self._offers: Mapping[str, Offer] = {}
        self._good_until = 0.0
        self._asking = asyncio.Lock()

    async def packs(self) -> Sequence[Pack]:
        """Smallest first."""
        async with self._asking:
            if self._polar is not None and time.monotonic() >= self._good_until:
                await self._refresh(self._polar)
        by_size = sorted(self._credits.items(), key=lambda item: (item[1], item[0]))
        return [
            _pack(product_id, count, self._offers.get(product_id, _NO_OFFER))
            for product_id, count in by_size
        ]

    async def _refresh(self, polar: PolarApi) -> None:
        try:
            self._offers = dict(_read(await polar.products()))
            fresh_seconds = _FRESH_SECONDS
        except BillingUnavailable:
            fresh_seconds = _RETRY_SECONDS
        self._good_until = time.monotonic() + fresh_seconds


def _pack(product_id: str, count: int, offer: Offer) -> Pack:
    return Pack(id=product_id, credits=count, name=offer.name, price=offer.price)


def _read(answer: object) -> Iterator[tuple[str, Offer]]:
    for product in _objects(answer, "items"):
        product_id, name = product.get("id"), product.get("name")
        if not isinstance(product_id, str):
            continue
        prices = filter(None, map(_price, _objects(product, "prices")))
        yield (
            product_id,
            Offer(
                name=name if isinstance(name, str) else None, price=next(prices, None)
            ),
        )


def _price(price: Mapping[str, object]) -> Price | None:
    """Only what is to be paid as it stands: not by seat, by use or as one likes."""
    amount, currency = price.get("price_amount"), price.get("price_currency")
    if price.get("is_archived") or not isinstance(currency, str):
        return None
    if not isinstance(amount, int) or isinstance(amount, bool):
        return None
    return Price(amount=amount, currency=currency)


def _objects(holder: object, name: str) -> Iterator[Mapping[str, object]]:
    found = holder.get(name) if isinstance(holder, Mapping) else None
    for item in found if isinstance(found, list) else ():
        if isinstance(item, Mapping):
            yield item


async def get_catalogue(request: Request) -> Catalogue:
    return cast(Catalogue, request.state.catalogue)


CatalogueDep = Annotated[Catalogue, Depends(get_catalogue)]
