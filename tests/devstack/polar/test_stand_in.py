"""The stand-in for Polar: the vendor's package can use it as it uses the vendor."""

import pytest
from polar.v2026_10 import PolarAsync
from polar.v2026_10.errors import HTTPValidationError, ResourceNotFound

from devstack.polar.products import PRODUCTS
from tests.devstack.polar.running import (
    BUYER,
    PACK,
    Receiver,
    RunningShop,
    bought,
    open_checkout,
)


async def test_the_vendors_package_opens_a_checkout_and_reads_it_again(
    polar: PolarAsync,
) -> None:
    products = await polar.products.list()

    opened = await open_checkout(polar)
    found = await polar.checkouts.get(opened.id)

    assert [each.name for each in products.items] == [each.name for each in PRODUCTS]
    assert found == opened
    assert found.status == "open"
    assert found.total_amount == PACK.price_cents
    assert found.success_url.endswith(f"/billing?checkout_id={opened.id}")


async def test_every_list_of_the_vendor_can_be_asked_for(
    shop: RunningShop, polar: PolarAsync
) -> None:
    order = await bought(shop, polar)
    await polar.refunds.create(
        order_id=order["id"], reason="customer_request", amount=PACK.price_cents
    )

    checkouts = await polar.checkouts.list(status="succeeded", limit=5)
    customers = await polar.customers.list(email="mara@example.org")
    orders = await polar.orders.list(external_customer_id=BUYER, status="refunded")
    others = await polar.orders.list(external_customer_id="somebody-else")
    refunds = await polar.refunds.list(order_id=order["id"])

    assert [each.id for each in checkouts.items] == [order["checkout_id"]]
    assert [each.id for each in customers.items] == [order["customer_id"]]
    assert [each.id for each in orders.items] == [order["id"]]
    assert (await polar.orders.get(order["id"])).refunded_amount == PACK.price_cents
    assert others.items == []
    assert [each.amount for each in refunds.items] == [PACK.price_cents]


async def test_orders_are_paged_newest_first(
    shop: RunningShop, polar: PolarAsync
) -> None:
    made = [(await bought(shop, polar))["id"] for _ in range(3)]

    first = await polar.orders.list(limit=2)
    second = await polar.orders.list(limit=2, page=2, sorting=["-created_at"])
    late = await polar.orders.list(created_after="2999-01-01T00:00:00Z")

    assert [each.id for each in (*first.items, *second.items)] == made[::-1]
    assert (first.pagination.total_count, first.pagination.max_page) == (3, 2)
    assert late.items == []


async def test_paying_makes_the_customer_and_copies_the_metadata(
    shop: RunningShop, polar: PolarAsync
) -> None:
    order = await bought(shop, polar)

    customer = await polar.customers.get_external(BUYER)
    state = await polar.customers.get_state_external(BUYER)

    assert order["metadata"] == {"user_id": BUYER}
    assert order["customer"]["external_id"] == BUYER
    assert customer.id == state.id == order["customer_id"]


async def test_a_customer_comes_to_be_with_the_first_payment_only(
    shop: RunningShop, polar: PolarAsync
) -> None:
    await open_checkout(polar)

    with pytest.raises(HTTPValidationError, match="Customer does not exist"):
        await polar.customer_sessions.create(external_customer_id=BUYER)
    with pytest.raises(ResourceNotFound):
        await polar.customers.get_state_external(BUYER)

    first, second = await bought(shop, polar), await bought(shop, polar)
    assert first["customer_id"] == second["customer_id"]


async def test_a_deleted_customer_is_gone_and_the_orders_stay(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    order = await bought(shop, polar)

    await polar.customers.delete_external(BUYER)

    with pytest.raises(ResourceNotFound):
        await polar.customers.get_external(BUYER)
    assert (await polar.orders.get(order["id"])).paid
    await shop.settled()
    assert receiver.types[-1] == "customer.deleted"


async def test_a_product_that_is_not_sold_is_refused(polar: PolarAsync) -> None:
    with pytest.raises(HTTPValidationError, match="Product does not exist"):
        await open_checkout(polar, products=[BUYER])


async def test_nothing_is_told_without_the_token(shop: RunningShop) -> None:
    paths = [
        *("/v1/orders/", "/v1/products/", f"/v1/customers/external/{BUYER}/state"),
        *("/stand-in/deliveries", "/stand-in/knobs"),
    ]
    for stranger in ({"Authorization": ""}, {"Authorization": "Bearer wrong"}):
        answers = [await shop.client.get(path, headers=stranger) for path in paths]

        assert {answer.status_code for answer in answers} == {401}
        assert {answer.json()["error"] for answer in answers} == {"Unauthorized"}


async def test_no_more_is_refunded_than_was_paid(
    shop: RunningShop, polar: PolarAsync
) -> None:
    order = await bought(shop, polar)

    too_much = await shop.client.post(
        "/v1/refunds/",
        json={"order_id": order["id"], "reason": "other", "amount": 501},
    )
    await shop.do(f"orders/{order['id']}/refund")
    again = await shop.client.post(
        "/v1/refunds/", json={"order_id": order["id"], "reason": "other", "amount": 1}
    )

    assert (too_much.status_code, again.status_code) == (422, 403)
    assert again.json()["error"] == "RefundedAlready"
