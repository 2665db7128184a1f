"""The shape of what the stand-in tells: as documented, and in its old form as captured."""

import json
from typing import Any

import pytest
from polar.v2026_10 import PolarAsync

from tests.devstack.polar.contract import wrong_in_event
from tests.devstack.polar.document import CUT
from tests.devstack.polar.running import (
    BUYER,
    PACK,
    Receiver,
    RunningShop,
    bought,
    open_checkout,
)

CAPTURED = CUT.parent / "captured"


@pytest.mark.parametrize("shape", ["old", "new"])
async def test_every_event_is_in_the_vendors_shape(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver, shape: str
) -> None:
    await shop.turn(shape=shape)
    order = await bought(shop, polar)
    await shop.do(f"orders/{order['id']}/refund")
    await shop.do("subscriptions/renew", external_customer_id=BUYER, product_id=PACK.id)
    unpaid = await open_checkout(polar)
    await shop.do(f"checkouts/{unpaid.id}/expire")
    await polar.customers.delete_external(BUYER)

    await shop.settled()

    assert len(set(receiver.types)) == 13
    assert [
        wrong for each in receiver.heard for wrong in wrong_in_event(each.event)
    ] == []
    assert {("api_version" in each.event) for each in receiver.heard} == {
        shape == "new"
    }


@pytest.mark.parametrize(
    "name", ["order.paid", "checkout.created", "customer.state_changed"]
)
async def test_the_old_shape_has_exactly_what_was_captured(
    shop: RunningShop, polar: PolarAsync, receiver: Receiver, name: str
) -> None:
    await bought(shop, polar)
    await shop.settled()

    [made] = [each.event for each in receiver.heard if each.type == name]
    captured = json.loads(next(CAPTURED.glob(f"*-{name}.json")).read_text())

    assert _outline(made) == _outline(captured)


def _outline(part: Any) -> Any:
    """Names without values; what is under an id's name has no name of its own."""
    if isinstance(part, list):
        return [_outline(each) for each in part]
    if not isinstance(part, dict):
        return None
    return {
        "an id" if len(name) == len(BUYER) and name.count("-") == 4 else name: (
            _outline(value)
        )
        for name, value in part.items()
    }
