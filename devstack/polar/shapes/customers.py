"""Customers, their state and their portal sessions in the vendor's shape."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from devstack.polar.shapes.words import ORGANIZATION_ID, moment, new_id
from devstack.polar.store import Document

_ADDRESS: Final = {
    "line1": None,
    "line2": None,
    "postal_code": None,
    "city": None,
    "state": None,
    "country": "FR",
}
_SESSION_HOURS: Final = 1


def billing_address() -> Document:
    return dict(_ADDRESS)


def new_customer(
    *,
    external_id: str | None,
    email: str,
    name: str | None = None,
    metadata: Document | None = None,
) -> Document:
    return {
        "id": new_id(),
        "created_at": moment(),
        "modified_at": None,
        "metadata": metadata or {},
        "external_id": external_id,
        "email": email,
        "email_verified": False,
        "type": "individual",
        "name": name,
        "billing_name": name,
        "billing_address": billing_address(),
        "tax_id": None,
        "locale": "en",
        "organization_id": ORGANIZATION_ID,
        "default_payment_method_id": None,
        "deleted_at": None,
        "first_user_event_at": None,
        "avatar_url": None,
    }


def state_of(customer: Document, *, subscriptions: Sequence[Document]) -> Document:
    return {
        **customer,
        "active_subscriptions": [_in_state(each) for each in subscriptions],
        "granted_benefits": [],
        "active_meters": [],
    }


def new_session(
    customer: Document, *, shop_url: str, return_url: str | None
) -> Document:
    token = "polar_mst_" + secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    return {
        "created_at": moment(now),
        "modified_at": None,
        "id": new_id(),
        "token": token,
        "expires_at": moment(now + timedelta(hours=_SESSION_HOURS)),
        "return_url": return_url,
        "customer_portal_url": f"{shop_url}/portal/{token}",
        "customer_id": customer["id"],
        "customer": customer,
    }


_STATE_OF_SUBSCRIPTION: Final = (
    *("id", "created_at", "modified_at", "metadata", "status", "amount", "currency"),
    *("recurring_interval", "current_period_start", "current_period_end"),
    *("trial_start", "trial_end", "cancel_at_period_end", "canceled_at"),
    *("started_at", "ends_at", "product_id", "discount_id", "meters"),
)


def _in_state(subscription: Document) -> Document:
    return {name: subscription[name] for name in _STATE_OF_SUBSCRIPTION}
