"""The part of the vendor's API that the product uses."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends

from devstack.polar.dependencies import (
    CustomersDep,
    ShopDep,
    StoreDep,
    require_token,
)
from devstack.polar.listing import Listing, between
from devstack.polar.products import PRODUCTS
from devstack.polar.schemas import CheckoutCreate, CustomerSessionCreate, RefundCreate
from devstack.polar.shapes.products import whole_product
from devstack.polar.store import Document

router = APIRouter(prefix="/v1", dependencies=[Depends(require_token)])

Page: TypeAlias = Annotated[Listing, Depends(Listing)]


@router.post("/checkouts/", status_code=HTTPStatus.CREATED)
async def create_checkout(request: CheckoutCreate, shop: ShopDep) -> Document:
    return shop.open_checkout(request)


@router.get("/checkouts/")
async def list_checkouts(store: StoreDep, page: Page) -> Document:
    return page.of(
        store.newest_first("checkout"),
        filters=_named("product_id", "external_customer_id", "status"),
    )


@router.get("/checkouts/{checkout_id}")
async def get_checkout(checkout_id: str, shop: ShopDep) -> Document:
    return shop.checkout(checkout_id)


@router.post("/customer-sessions/", status_code=HTTPStatus.CREATED)
async def create_customer_session(
    request: CustomerSessionCreate, customers: CustomersDep
) -> Document:
    return customers.open_session(request)


@router.get("/customers/")
async def list_customers(store: StoreDep, page: Page) -> Document:
    there = [each for each in store.newest_first("customer") if not each["deleted_at"]]
    return page.of(there, filters=_named("email"))


@router.get("/customers/external/{external_id}")
async def get_customer(external_id: str, customers: CustomersDep) -> Document:
    return customers.by_external_id(external_id)


@router.get("/customers/external/{external_id}/state")
async def get_customer_state(external_id: str, customers: CustomersDep) -> Document:
    return customers.state(customers.by_external_id(external_id))


@router.delete("/customers/external/{external_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_customer(
    external_id: str, customers: CustomersDep, anonymize: bool = False
) -> None:
    customers.delete(external_id, anonymize=anonymize)


@router.get("/orders/")
async def list_orders(
    store: StoreDep,
    page: Page,
    created_after: datetime | None = None,
    created_before: datetime | None = None,
) -> Document:
    orders = between(
        store.newest_first("order"), after=created_after, before=created_before
    )
    named = _named("product_id", "customer_id", "checkout_id", "status")
    return page.of(
        orders, filters={**named, "external_customer_id": "customer.external_id"}
    )


@router.get("/orders/{order_id}")
async def get_order(order_id: str, shop: ShopDep) -> Document:
    return shop.order(order_id)


@router.post("/refunds/", status_code=HTTPStatus.CREATED)
async def create_refund(request: RefundCreate, shop: ShopDep) -> Document:
    return shop.refund(
        request.order_id,
        request.amount,
        reason=request.reason,
        metadata=dict(request.metadata),
    )


@router.get("/refunds/")
async def list_refunds(store: StoreDep, page: Page) -> Document:
    return page.of(
        store.newest_first("refund"), filters=_named("id", "order_id", "customer_id")
    )


@router.get("/products/")
async def list_products(page: Page) -> Document:
    return page.of(
        [whole_product(each) for each in PRODUCTS],
        filters=_named("id", "is_archived"),
    )


def _named(*names: str) -> dict[str, str]:
    """Filters that are called as the fields are."""
    return {name: name for name in names}
