"""Subscriptions in the vendor's shape."""

from datetime import UTC, datetime, timedelta
from typing import Final

from devstack.polar.products import Product
from devstack.polar.shapes.products import price, whole_product
from devstack.polar.shapes.words import CURRENCY, moment, new_id
from devstack.polar.store import Document

_PERIOD: Final = timedelta(days=30)
_NEVER: Final = (
    *("modified_at", "current_meter_period_start", "current_meter_period_end"),
    *("trial_start", "trial_end", "canceled_at", "ends_at", "ended_at"),
    *("past_due_at", "paused_at", "resumes_at", "discount_id", "checkout_id"),
    *("seats", "units", "customer_cancellation_reason"),
    *("customer_cancellation_comment", "discount", "pending_update"),
)


def new_subscription(customer: Document, product: Product) -> Document:
    now = datetime.now(UTC)
    return {
        **dict.fromkeys(_NEVER),
        "created_at": moment(now),
        "id": new_id(),
        "amount": product.price_cents,
        "currency": CURRENCY,
        "recurring_interval": "month",
        "recurring_interval_count": 1,
        "status": "active",
        "current_period_start": moment(now),
        "current_period_end": moment(now + _PERIOD),
        "cancel_at_period_end": False,
        "pause_at_period_end": False,
        "started_at": moment(now),
        "customer_id": customer["id"],
        "product_id": product.id,
        "metadata": {},
        "custom_field_data": {},
        "customer": customer,
        "product": whole_product(product),
        "prices": [price(product)],
        "meters": [],
    }


def as_cycled(subscription: Document) -> Document:
    """One period later."""
    start = subscription["current_period_end"]
    return {
        **subscription,
        "modified_at": moment(),
        "current_period_start": start,
        "current_period_end": moment(datetime.fromisoformat(start) + _PERIOD),
    }


def subscription_in_order(subscription: Document) -> Document:
    nested = ("customer", "product", "prices", "meters", "discount", "pending_update")
    return {name: it for name, it in subscription.items() if name not in nested}
