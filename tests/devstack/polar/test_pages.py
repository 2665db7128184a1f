"""The stand-in's pages: a person can pay and refund, and nothing on them is believed."""

import pytest
from polar.v2026_10 import PolarAsync

from devstack.polar.pages.rendering import checkout_page
from tests.devstack.polar.running import (
    BUYER,
    PACK,
    Receiver,
    RunningShop,
    bought,
    open_checkout,
)

HOSTILE = "<script>alert(1)</script>"


async def test_pressing_pay_pays_once_and_leads_back(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    checkout = await open_checkout(polar)
    path = f"/checkout/{checkout.client_secret}"

    page = await shop.client.get(path)
    pressed = await shop.client.post(path)
    again = await shop.client.post(path)

    assert "no real money moves" in page.text
    assert PACK.name in page.text
    assert "Pay 5.00 USD" in page.text
    assert pressed.status_code == 303
    assert pressed.headers["location"] == (
        f"http://localhost:8000/billing?checkout_id={checkout.id}"
    )
    assert again.headers["location"] == path
    assert "Already paid" in (await shop.client.get(path)).text
    await shop.settled()
    assert receiver.types.count("order.paid") == 1


async def test_an_expired_checkout_cannot_be_paid(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    checkout = await open_checkout(polar)
    path = f"/checkout/{checkout.client_secret}"
    await shop.do(f"checkouts/{checkout.id}/expire")

    pressed = await shop.client.post(path)
    page = await shop.client.get(path)

    assert pressed.headers["location"] == path
    assert "has expired" in page.text
    assert "<button" not in page.text
    await shop.settled()
    assert receiver.types == ["checkout.created", "checkout.expired"]


async def test_an_order_is_refunded_in_the_portal(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    order = await bought(shop, polar)
    session = await polar.customer_sessions.create(
        external_customer_id=BUYER, return_url="http://localhost:8000/billing"
    )
    path = f"/portal/{session.token}"

    before = await shop.client.get(path)
    pressed = [
        await shop.client.post(f"{path}/orders/{order['id']}/refund") for _ in range(2)
    ]
    after = await shop.client.get(path)

    assert session.customer_portal_url.endswith(path)
    assert "Refund 5.00 USD" in before.text
    assert [each.headers["location"] for each in pressed] == [path, path]
    assert "Refunded" in after.text
    assert "<button" not in after.text
    await shop.settled()
    assert receiver.types.count("refund.created") == 1


async def test_an_order_of_somebody_else_is_not_refunded(
    shop: RunningShop, polar: PolarAsync
) -> None:
    await bought(shop, polar)
    others = await bought(shop, polar, external_customer_id="somebody-else")
    session = await polar.customer_sessions.create(external_customer_id=BUYER)

    answer = await shop.client.post(
        f"/portal/{session.token}/orders/{others['id']}/refund"
    )

    assert answer.status_code == 404
    assert (await polar.orders.get(others["id"])).refunded_amount == 0


@pytest.mark.parametrize("path", ["/checkout/unknown", "/portal/unknown"])
async def test_a_wrong_link_says_so(shop: RunningShop, path: str) -> None:
    answer = await shop.client.get(path)

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


async def test_what_people_are_called_is_shown_and_not_run(
    shop: RunningShop, polar: PolarAsync
) -> None:
    hostile = {
        "customer_email": f"{HOSTILE}@example.org",
        "return_url": 'http://localhost/"onclick="alert(1)',
    }
    checkout = await open_checkout(polar, **hostile)
    await bought(shop, polar, **hostile)
    session = await polar.customer_sessions.create(
        external_customer_id=BUYER, return_url=hostile["return_url"]
    )

    pages = [
        await shop.client.get(f"/checkout/{checkout.client_secret}"),
        await shop.client.get(f"/portal/{session.token}"),
    ]

    for page in pages:
        assert "&lt;script&gt;" in page.text
        assert "<script" not in page.text
        assert '"onclick' not in page.text


async def test_what_is_sold_is_shown_and_not_run(
    shop: RunningShop, polar: PolarAsync
) -> None:
    opened = await open_checkout(polar)
    checkout = (await shop.client.get(f"/v1/checkouts/{opened.id}")).json()
    checkout["product"]["name"] = HOSTILE

    for status in ("open", "succeeded"):
        page = bytes(checkout_page({**checkout, "status": status}).body).decode()

        assert "&lt;script&gt;" in page
        assert "<script" not in page


async def test_pages_run_nothing_and_lead_only_where_they_must(
    shop: RunningShop, polar: PolarAsync
) -> None:
    checkout = await open_checkout(polar)

    page = await shop.client.get(f"/checkout/{checkout.client_secret}")
    style = await shop.client.get("/stand-in.css")

    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "form-action 'self' http://localhost:8000;" in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert style.headers["content-type"].startswith("text/css")
