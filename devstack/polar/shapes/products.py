"""Products and prices in the vendor's shape."""

from typing import Final

from devstack.polar.products import PRODUCTS, Product
from devstack.polar.shapes.words import CURRENCY, ORGANIZATION_ID
from devstack.polar.store import Document

_MADE: Final = "2026-11-01T09:00:00.000000Z"
_PRICE_IDS_BEGIN: Final = "7c1f9a2d"


def product_of(product_id: str) -> Product | None:
    return next((each for each in PRODUCTS if each.id == product_id), None)


def price(product: Product) -> Document:
    return {
        "created_at": _MADE,
        "modified_at": None,
        "id": _PRICE_IDS_BEGIN + product.id[len(_PRICE_IDS_BEGIN) :],
        "source": "catalog",
        "amount_type": "fixed",
        "price_currency": CURRENCY,
        "tax_behavior": None,
        "is_archived": False,
        "product_id": product.id,
        "type": "one_time",
        "recurring_interval": None,
        "price_amount": product.price_cents,
    }


def product_in_order(product: Product) -> Document:
    return {
        "metadata": {},
        "id": product.id,
        "created_at": _MADE,
        "modified_at": None,
        "trial_interval": None,
        "trial_interval_count": None,
        "name": product.name,
        "description": None,
        "visibility": "public",
        "recurring_interval": None,
        "recurring_interval_count": None,
        "meter_interval": None,
        "meter_interval_count": None,
        "is_recurring": False,
        "is_archived": False,
        "organization_id": ORGANIZATION_ID,
    }


def product_in_checkout(product: Product) -> Document:
    shape = product_in_order(product)
    del shape["metadata"]
    return {**shape, "prices": [price(product)], "benefits": [], "medias": []}


def whole_product(product: Product) -> Document:
    return {
        **product_in_checkout(product),
        "metadata": {},
        "is_deletable": False,
        "attached_custom_fields": [],
    }
