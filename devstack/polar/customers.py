"""The shop's customers, and their sessions in the portal."""

from datetime import UTC, datetime
from typing import Final

from devstack.polar.errors import ResourceNotFound, Unprocessable
from devstack.polar.outbox import Outbox
from devstack.polar.schemas import CustomerSessionCreate
from devstack.polar.shapes.customers import new_customer, new_session, state_of
from devstack.polar.shapes.words import moment
from devstack.polar.store import Document, Store

_NAMELESS: Final = "somebody@example.org"
_ANONYMOUS: Final = {"name": None, "billing_name": None, "email": "deleted@example.org"}


class Customers:
    def __init__(self, store: Store, outbox: Outbox, *, url: str) -> None:
        self._store = store
        self._outbox = outbox
        self._url = url

    def by_external_id(self, external_id: str) -> Document:
        found = self._store.find("customer", "external_id", external_id)
        if found is None or found["deleted_at"]:
            raise ResourceNotFound
        return found

    def state(self, customer: Document) -> Document:
        mine = [
            each
            for each in self._store.newest_first("subscription")
            if each["customer_id"] == customer["id"]
        ]
        return state_of(customer, subscriptions=mine)

    def of_checkout(self, checkout: Document) -> tuple[Document, bool]:
        """Who pays, made if need be, and whether it was; in the caller's transaction."""
        external_id = checkout["external_customer_id"]
        if external_id is not None:
            found = self._store.find("customer", "external_id", external_id)
            if found is not None and not found["deleted_at"]:
                return found, False
        customer = new_customer(
            external_id=external_id,
            email=checkout["customer_email"] or _NAMELESS,
            name=checkout["customer_name"],
            metadata=checkout["customer_metadata"],
        )
        self._store.put("customer", customer)
        return customer, True

    def delete(self, external_id: str, *, anonymize: bool) -> None:
        customer = self.by_external_id(external_id)
        deleted = {
            **customer,
            **(_ANONYMOUS if anonymize else {}),
            "deleted_at": moment(),
            "modified_at": moment(),
        }
        with self._store.transaction():
            self._store.put("customer", deleted)
            self._outbox.tell("customer.deleted", deleted)

    def open_session(self, request: CustomerSessionCreate) -> Document:
        session = new_session(
            self._asked_for(request), shop_url=self._url, return_url=request.return_url
        )
        with self._store.transaction():
            self._store.put("session", session)
        return session

    def session(self, token: str) -> Document:
        found = self._store.find("session", "token", token)
        if found is None or _is_past(found["expires_at"]):
            raise ResourceNotFound
        return found

    def orders(self, customer_id: str) -> list[Document]:
        return [
            each
            for each in self._store.newest_first("order")
            if each["customer_id"] == customer_id
        ]

    def _asked_for(self, request: CustomerSessionCreate) -> Document:
        field, value = "external_customer_id", request.external_customer_id
        found = None
        if value is not None:
            found = self._store.find("customer", "external_id", value)
        elif request.customer_id is not None:
            field, value = "customer_id", request.customer_id
            found = self._store.get("customer", value)
        if found is None or found["deleted_at"]:
            raise Unprocessable("Customer does not exist.", field=field, value=value)
        return found


def _is_past(moment_of_end: str) -> bool:
    return datetime.fromisoformat(moment_of_end) <= datetime.now(UTC)
