"""What the shop does: checkouts, payments, refunds and renewals, each told in events."""

from datetime import UTC, datetime

from devstack.polar.customers import Customers
from devstack.polar.errors import (
    NotPayable,
    RefundedAlready,
    ResourceNotFound,
    Unprocessable,
)
from devstack.polar.outbox import Outbox
from devstack.polar.products import Product
from devstack.polar.schemas import CheckoutCreate
from devstack.polar.shapes.checkouts import new_checkout
from devstack.polar.shapes.customers import billing_address
from devstack.polar.shapes.orders import (
    Purchase,
    as_pending,
    as_refunded,
    new_order,
    new_refund,
)
from devstack.polar.shapes.products import product_of
from devstack.polar.shapes.subscriptions import (
    as_cycled,
    new_subscription,
    subscription_in_order,
)
from devstack.polar.shapes.words import moment
from devstack.polar.store import Document, Store


class Shop:
    def __init__(
        self, store: Store, outbox: Outbox, customers: Customers, *, url: str
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._customers = customers
        self._url = url

    def open_checkout(self, request: CheckoutCreate) -> Document:
        product = _sold(request.products[0], field="products")
        checkout = new_checkout(request, product, url=self._url)
        with self._store.transaction():
            self._store.put("checkout", checkout)
            self._outbox.tell("checkout.created", checkout)
        return checkout

    def checkout(self, value: str, *, by: str = "id") -> Document:
        """As it is now: one that nobody paid in time expires when it is looked at."""
        found = self._store.find("checkout", by, value)
        if found is None:
            raise ResourceNotFound
        expires_at = datetime.fromisoformat(found["expires_at"])
        if found["status"] == "open" and expires_at <= datetime.now(UTC):
            return self._expired(found)
        return found

    def expire(self, checkout_id: str) -> Document:
        checkout = self.checkout(checkout_id)
        if checkout["status"] != "open":
            raise NotPayable(checkout_status=checkout["status"])
        return self._expired({**checkout, "expires_at": moment()})

    def pay(self, checkout_id: str) -> Document:
        """The order; the customer is made now, as the vendor does."""
        checkout = self.checkout(checkout_id)
        if checkout["status"] != "open":
            raise NotPayable(checkout_status=checkout["status"])
        product = _sold(checkout["product_id"], field="product_id")
        with self._store.transaction():
            customer, is_new = self._customers.of_checkout(checkout)
            confirmed = _paid(checkout, customer)
            order = self._ordered(
                Purchase(
                    customer=customer,
                    product=product,
                    number=self._store.count("order") + 1,
                    checkout=checkout,
                )
            )
            self._store.put("checkout", confirmed)
            unsettled = {"status": "confirmed", "customer_id": None}
            self._outbox.tell("checkout.updated", {**confirmed, **unsettled})
            for kind in ("order.created", "order.updated", "order.paid"):
                self._outbox.tell(kind, order)
            self._outbox.tell("checkout.updated", confirmed)
            if is_new:
                self._outbox.tell("customer.created", customer)
            self._outbox.tell("customer.state_changed", self._customers.state(customer))
        return order

    def order(self, order_id: str) -> Document:
        found = self._store.get("order", order_id)
        if found is None:
            raise ResourceNotFound
        return found

    def refund(
        self,
        order_id: str,
        amount: int | None = None,
        *,
        reason: str = "customer_request",
        metadata: Document | None = None,
    ) -> Document:
        """Give back so much, or all that is left; the refund."""
        order = self.order(order_id)
        left = order["refundable_amount"]
        if left <= 0:
            raise RefundedAlready
        if amount is not None and amount > left:
            raise Unprocessable(
                f"Only {left} can be refunded.", field="amount", value=amount
            )
        refund = new_refund(order, amount or left, reason=reason, metadata=metadata)
        refunded = as_refunded(order, amount or left)
        with self._store.transaction():
            self._store.put("order", refunded)
            self._store.put("refund", refund)
            self._outbox.tell("order.refunded", refunded)
            self._outbox.tell("order.updated", refunded)
            self._outbox.tell("refund.created", refund)
        return refund

    def renew(self, external_id: str, *, product_id: str) -> Document:
        """One more period, paid; the first time, the subscription is simply there."""
        product = _sold(product_id, field="product_id")
        customer = self._customers.by_external_id(external_id)
        with self._store.transaction():
            subscription = as_cycled(self._subscription(customer, product))
            self._store.put("subscription", subscription)
            order = self._ordered(
                Purchase(
                    customer=customer,
                    product=product,
                    number=self._store.count("order") + 1,
                    subscription=subscription_in_order(subscription),
                )
            )
            self._outbox.tell("subscription.cycled", subscription)
            self._outbox.tell("subscription.updated", subscription)
            self._outbox.tell("order.created", as_pending(order))
            self._outbox.tell("order.updated", order)
            self._outbox.tell("order.paid", order)
        return order

    def _subscription(self, customer: Document, product: Product) -> Document:
        for each in self._store.newest_first("subscription"):
            if (each["customer_id"], each["product_id"]) == (
                customer["id"],
                product.id,
            ):
                return each
        return new_subscription(customer, product)

    def _ordered(self, purchase: Purchase) -> Document:
        order = new_order(purchase)
        self._store.put("order", order)
        return order

    def _expired(self, checkout: Document) -> Document:
        expired = {**checkout, "status": "expired", "modified_at": moment()}
        with self._store.transaction():
            self._store.put("checkout", expired)
            self._outbox.tell("checkout.expired", expired)
        return expired


def _paid(checkout: Document, customer: Document) -> Document:
    return {
        **checkout,
        "status": "succeeded",
        "modified_at": moment(),
        "customer_id": customer["id"],
        "customer_billing_address": billing_address(),
        "payment_processor_metadata": {
            **checkout["payment_processor_metadata"],
            "intent_status": "succeeded",
        },
    }


def _sold(product_id: str, *, field: str) -> Product:
    product = product_of(product_id)
    if product is None:
        raise Unprocessable("Product does not exist.", field=field, value=product_id)
    return product
