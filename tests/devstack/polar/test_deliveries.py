"""What the stand-in tells: the vendor's events, signed, as unreliably as is asked for."""

import base64
import hmac
from pathlib import Path
from typing import Any

import pytest
from polar.v2026_10 import PolarAsync
from polar.v2026_10.webhooks import PolarWebhookVerificationError, validate_event

from tests.devstack.polar.running import (
    BUYER,
    PACK,
    Receiver,
    RunningShop,
    bought,
    open_checkout,
    running_shop,
)

PAYMENT = [
    *("checkout.updated", "order.created", "order.updated", "order.paid"),
    *("checkout.updated", "customer.created", "customer.state_changed"),
]


async def test_a_payment_is_told_in_the_captured_order(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await bought(shop, polar)

    await shop.settled()

    assert receiver.types == ["checkout.created", *PAYMENT]
    assert [
        each.event["data"]["status"]
        for each in receiver.heard
        if "checkout" in each.type
    ] == [
        "open",
        "confirmed",
        "succeeded",
    ]


async def test_a_renewal_is_told_from_its_cycle_to_its_payment(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await bought(shop, polar)
    await shop.settled()
    receiver.heard.clear()

    for _ in range(2):
        await shop.do(
            "subscriptions/renew", external_customer_id=BUYER, product_id=PACK.id
        )
    await shop.settled()

    renewal = [
        *("subscription.cycled", "subscription.updated"),
        *("order.created", "order.updated", "order.paid"),
    ]
    assert receiver.types == renewal * 2
    orders = [each.event["data"] for each in receiver.heard if "order" in each.type]
    assert [each["paid"] for each in orders] == [False, True, True] * 2
    assert len({each["id"] for each in orders}) == 2
    assert len({each["subscription_id"] for each in orders}) == 1
    # The package expects other words than the vendor's document for their status.
    state = await shop.client.get(f"/v1/customers/external/{BUYER}/state")
    assert len(state.json()["active_subscriptions"]) == 1


async def test_a_refund_in_parts_is_told_until_the_order_is_wholly_refunded(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    order = await bought(shop, polar)
    await shop.settled()
    receiver.heard.clear()

    await shop.do(f"orders/{order['id']}/refund", amount=200)
    await shop.do(f"orders/{order['id']}/refund")
    await shop.settled()

    assert receiver.types == ["order.refunded", "order.updated", "refund.created"] * 2
    told = [each.event["data"] for each in receiver.heard if "order" in each.type]
    assert [(each["status"], each["refunded_amount"]) for each in told[::2]] == [
        ("partially_refunded", 200),
        ("refunded", PACK.price_cents),
    ]


@pytest.mark.parametrize("signing", ["whole", "decoded"])
async def test_the_vendors_package_accepts_every_delivery(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver, signing: str
) -> None:
    secret = "whsec_" + base64.b64encode(b"stand-in-for-tests").decode()
    await shop.turn(signing=signing, secrets=[secret], shape="new")
    order = await bought(shop, polar)
    await shop.do(f"orders/{order['id']}/refund")
    await shop.do("subscriptions/renew", external_customer_id=BUYER, product_id=PACK.id)

    await shop.settled()

    for each in receiver.heard:
        parsed: Any = validate_event(each.body, each.headers, secret)
        assert parsed.data.id == each.event["data"]["id"]
        with pytest.raises(PolarWebhookVerificationError):
            validate_event(each.body + " ", each.headers, secret)


async def test_both_secrets_are_good_while_they_are_changed(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await shop.turn(secrets=["the one before", "the one after"], shape="new")
    await bought(shop, polar)

    await shop.settled()

    [paid] = [each for each in receiver.heard if each.type == "order.paid"]
    for secret in ("the one before", "the one after"):
        parsed: Any = validate_event(paid.body, paid.headers, secret)
        assert parsed.type == "order.paid"
    with pytest.raises(PolarWebhookVerificationError):
        validate_event(paid.body, paid.headers, shop.secret)


async def test_a_delivery_that_fails_comes_again_under_the_same_id(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    receiver.answers = [500, 302]

    await open_checkout(polar)
    [delivery] = await shop.settled()

    assert (delivery["state"], delivery["attempts"]) == ("delivered", 3)
    assert len({each.headers["webhook-id"] for each in receiver.heard}) == 1
    assert len({each.body for each in receiver.heard}) == 1


async def test_after_ten_events_that_failed_for_good_the_rest_is_skipped(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    receiver.answers = [503] * 200
    for _ in range(12):
        await open_checkout(polar)

    given_up = await shop.settled()
    receiver.answers.clear()
    heard = len(receiver.heard)
    await shop.turn()
    await shop.do("deliveries/redeliver")
    redelivered = (await shop.settled())[len(given_up) :]

    assert [each["state"] for each in given_up].count("failed") == 10
    assert [each["attempts"] for each in given_up if each["state"] == "failed"] == [
        10
    ] * 10
    assert [each["state"] for each in given_up].count("skipped") == 2
    assert {each["state"] for each in redelivered} == {"delivered"}
    assert len(receiver.heard) == heard + 12


async def test_duplicates_come_under_one_id_and_reordering_follows_the_seed(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await shop.turn(duplicate=3, reorder=True, seed=7)
    await bought(shop, polar)

    await shop.settled()

    payment = [each for each in receiver.types if each in PAYMENT]
    assert sorted(payment) == sorted(PAYMENT * 3)
    assert payment != [each for each in PAYMENT for _ in range(3)]
    ids = [each.headers["webhook-id"] for each in receiver.heard]
    assert {ids.count(each) for each in ids} == {3}


async def test_the_next_ones_are_lost_and_can_be_delivered_later(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await shop.turn(drop_next=2)
    await open_checkout(polar)
    await open_checkout(polar)
    await open_checkout(polar)
    states = [each["state"] for each in await shop.settled()]

    lost = (await shop.deliveries())[0]["event_id"]
    await shop.do("deliveries/redeliver", event_id=lost)
    await shop.settled()

    assert states == ["lost", "lost", "delivered"]
    assert [each.headers["webhook-id"] for each in receiver.heard][1:] == [lost]


async def test_a_share_is_lost_as_the_seed_says(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver
) -> None:
    await shop.turn(drop_fraction=0.5, seed=3)
    for _ in range(20):
        await open_checkout(polar)

    states = [each["state"] for each in await shop.settled()]

    assert 0 < states.count("lost") < 20
    assert len(receiver.heard) == states.count("delivered")


async def test_a_knob_that_does_not_exist_is_refused(shop: RunningShop) -> None:
    answer = await shop.client.post("/stand-in/knobs", json={"duplicates": 2})

    assert answer.status_code == 422


async def test_a_restart_keeps_orders_and_what_is_still_to_be_delivered(
    tmp_path: Path, receiver: Receiver
) -> None:
    async with (
        running_shop(tmp_path, webhook_url=receiver.url) as before,
        PolarAsync(before.token, base_url=before.url) as polar,
    ):
        await before.turn(delay_seconds=2)
        order = await bought(before, polar)

    async with running_shop(tmp_path, webhook_url=receiver.url) as after:
        found = await after.client.get(f"/v1/orders/{order['id']}")
        await after.settled()

    assert found.json() == order
    # Whatever was on its way when it stopped comes once more.
    told = {each.headers["webhook-id"]: each.type for each in receiver.heard}
    assert list(told.values()) == ["checkout.created", *PAYMENT]


@pytest.mark.parametrize(
    ("signing", "key"), [("whole", b"whsec_c29uZ3M="), ("decoded", b"songs")]
)
async def test_each_scheme_signs_with_its_own_key(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver, signing: str, key: bytes
) -> None:
    await shop.turn(signing=signing, secrets=["whsec_c29uZ3M="])

    await open_checkout(polar)

    await shop.settled()
    [heard] = receiver.heard
    about = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}"
    digest = hmac.digest(key, f"{about}.{heard.body}".encode(), "sha256")
    signature = base64.b64encode(digest).decode()
    assert heard.headers["webhook-signature"] == f"v1,{signature}"
