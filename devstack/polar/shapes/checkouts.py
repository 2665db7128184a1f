"""Checkouts in the vendor's shape."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from devstack.polar.products import Product
from devstack.polar.schemas import CheckoutCreate
from devstack.polar.shapes.products import price, product_in_checkout
from devstack.polar.shapes.words import CURRENCY, ORGANIZATION_ID, moment, new_id
from devstack.polar.store import Document

_OPEN_HOURS: Final = 24
_FIELDS_ASKED: Final = ("line1", "line2", "postal_code", "city", "state")
# The vendor's, for what a pack of credits never has.
_NEVER: Final = (
    *("modified_at", "embed_origin", "seats", "min_seats", "max_seats", "units"),
    *("min_units", "max_units", "tax_behavior", "active_trial_interval"),
    *("active_trial_interval_count", "trial_end", "discount_id", "customer_id"),
    *("customer_ip_address", "customer_billing_name", "customer_billing_address"),
    *("customer_tax_id", "payment_method_type", "trial_interval"),
    *("trial_interval_count", "discount", "subscription_id"),
)


def new_checkout(request: CheckoutCreate, product: Product, *, url: str) -> Document:
    checkout_id = new_id()
    secret = "polar_c_" + secrets.token_urlsafe(24)
    page = f"{url}/checkout/{secret}"
    now = datetime.now(UTC)
    success_url = request.success_url or page
    return {
        **dict.fromkeys(_NEVER),
        "id": checkout_id,
        "created_at": moment(now),
        "status": "open",
        "client_secret": secret,
        "url": page,
        "expires_at": moment(now + timedelta(hours=_OPEN_HOURS)),
        "success_url": success_url.replace("{CHECKOUT_ID}", checkout_id),
        "return_url": request.return_url,
        "metadata": request.metadata,
        "customer_metadata": request.customer_metadata,
        "customer_name": request.customer_name,
        "customer_email": request.customer_email,
        "external_customer_id": request.external_customer_id,
        "customer_external_id": request.external_customer_id,
        "locale": "en",
        **_amounts(product),
        **_flags(product),
        **_products(product),
    }


def _amounts(product: Product) -> Document:
    cents = product.price_cents
    return {
        "amount": cents,
        "discount_amount": 0,
        "subtotal_amount": cents,
        "net_amount": cents,
        "tax_amount": 0,
        "total_amount": cents,
        "currency": CURRENCY,
    }


def _flags(product: Product) -> Document:
    costs = product.price_cents > 0
    asked = {"country": True, **dict.fromkeys(_FIELDS_ASKED, False)}
    return {
        "payment_processor": "stripe",
        "payment_processor_metadata": {"publishable_key": "stand-in"},
        "allow_trial": True,
        "allow_discount_codes": True,
        "require_billing_address": False,
        "is_discount_applicable": False,
        "is_free_product_price": not costs,
        "is_payment_required": costs,
        "is_payment_setup_required": False,
        "is_payment_form_required": costs,
        "is_business_customer": False,
        "customer_billing_address_fields": asked,
        "billing_address_fields": {
            name: "required" if needed else "disabled" for name, needed in asked.items()
        },
        "custom_field_data": {},
        "attached_custom_fields": [],
    }


def _products(product: Product) -> Document:
    shape = product_in_checkout(product)
    return {
        "organization_id": ORGANIZATION_ID,
        "product_id": product.id,
        "product_price_id": price(product)["id"],
        "products": [shape],
        "product": shape,
        "product_price": price(product),
        "prices": {product.id: [price(product)]},
    }
