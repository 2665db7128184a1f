"""Orders and refunds in the vendor's shape."""

from dataclasses import dataclass
from typing import Any, Final

from devstack.polar.products import Product
from devstack.polar.shapes.customers import billing_address
from devstack.polar.shapes.products import price, product_in_order
from devstack.polar.shapes.words import CURRENCY, ORGANIZATION_ID, moment, new_id
from devstack.polar.store import Document

# The vendor's, for what a pack of credits never has.
_NEVER: Final = (
    *("modified_at", "receipt_number", "seats", "units", "discount_id", "discount"),
    *("next_payment_attempt_at", "platform_fee_currency"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Purchase:
    """Who buys what, and how it came to that."""

    customer: Document
    product: Product
    number: int
    checkout: Document | None = None
    subscription: Document | None = None

    @property
    def metadata(self) -> dict[str, Any]:
        return self.checkout["metadata"] if self.checkout else {}


def new_order(purchase: Purchase) -> Document:
    """Paid; ``as_pending`` is what it was before."""
    product, customer = purchase.product, purchase.customer
    checkout, subscription = purchase.checkout, purchase.subscription
    return {
        **dict.fromkeys(_NEVER),
        "id": new_id(),
        "created_at": moment(),
        "status": "paid",
        "paid": True,
        **_amounts(product.price_cents),
        "billing_reason": "subscription_cycle" if subscription else "purchase",
        "billing_name": customer["billing_name"],
        "billing_address": billing_address(),
        "invoice_number": f"STAND-IN-{purchase.number:04}",
        "is_invoice_generated": False,
        "customer_id": customer["id"],
        "product_id": product.id,
        "product_price_id": price(product)["id"],
        "subscription_id": subscription["id"] if subscription else None,
        "checkout_id": checkout["id"] if checkout else None,
        "metadata": purchase.metadata,
        "custom_field_data": {},
        "platform_fee_amount": 0,
        "customer": customer,
        **_user(customer),
        "product": product_in_order(product),
        "product_price": price(product),
        "subscription": subscription,
        "items": [_item(product)],
        "description": product.name,
    }


def as_pending(order: Document) -> Document:
    due = order["total_amount"]
    return {**order, "status": "pending", "paid": False, "due_amount": due}


def as_refunded(order: Document, amount: int) -> Document:
    """What the order becomes when so much more of it goes back."""
    refunded = order["refunded_amount"] + amount
    is_whole = refunded >= order["net_amount"]
    return {
        **order,
        "modified_at": moment(),
        "status": "refunded" if is_whole else "partially_refunded",
        "refunded_amount": refunded,
        "refundable_amount": order["net_amount"] - refunded,
    }


def new_refund(
    order: Document, amount: int, *, reason: str, metadata: Document | None = None
) -> Document:
    return {
        "created_at": moment(),
        "modified_at": None,
        "id": new_id(),
        "metadata": metadata or {},
        "status": "succeeded",
        "reason": reason,
        "amount": amount,
        "tax_amount": 0,
        "currency": order["currency"],
        "organization_id": ORGANIZATION_ID,
        "order_id": order["id"],
        "subscription_id": order["subscription_id"],
        "customer_id": order["customer_id"],
        "revoke_benefits": False,
        "dispute": None,
    }


def _amounts(cents: int) -> Document:
    return {
        "subtotal_amount": cents,
        "discount_amount": 0,
        "net_amount": cents,
        "amount": cents,
        "tax_amount": 0,
        "total_amount": cents,
        "applied_balance_amount": 0,
        "from_balance_amount": 0,
        "due_amount": 0,
        "refunded_amount": 0,
        "refunded_tax_amount": 0,
        "refundable_amount": cents,
        "refundable_tax_amount": 0,
        "currency": CURRENCY,
    }


def _user(customer: Document) -> Document:
    """The customer again, under the name that the server used before."""
    return {
        "user_id": customer["id"],
        "user": {
            "id": customer["id"],
            "email": customer["email"],
            "public_name": customer["name"] or customer["email"][:1].upper(),
            "avatar_url": customer["avatar_url"],
            "github_username": None,
        },
    }


def _item(product: Product) -> Document:
    return {
        "created_at": moment(),
        "modified_at": None,
        "id": new_id(),
        "label": product.name,
        "amount": product.price_cents,
        "tax_amount": 0,
        "proration": False,
        "product_price_id": price(product)["id"],
        "start_timestamp": None,
        "end_timestamp": None,
    }
