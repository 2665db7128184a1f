"""A person buys credits at the stand-in for Polar, and gives them back."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from devstack.stack_folder import keys_of
from tests.e2e.asking import available
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_SOON_SECONDS = 30.0
_STARTING_CREDITS = 10


@pytest.fixture
async def shop(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in, with the token that the gateway has; its knobs are put back."""
    token = keys_of(stack.folder).polar_access_token
    async with httpx.AsyncClient(
        base_url=f"http://localhost:{stack.ports()['polar']}",
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
    ) as client:
        yield client
        (await client.post("/stand-in/knobs", json={})).raise_for_status()


async def bought(stack: RunningStack, mara: httpx.AsyncClient) -> dict[str, Any]:
    """The smallest pack, by pressing Pay as a person would."""
    products = (await mara.get("/api/billing/products")).raise_for_status().json()
    pack: dict[str, Any] = products["items"][0]
    opened = await mara.post("/api/billing/checkout", json={"product_id": pack["id"]})
    async with httpx.AsyncClient(trust_env=False) as browser:
        address = opened.raise_for_status().json()["url"]
        stack.secrets.add(address.rpartition("/")[2])
        page = await browser.get(address)
        pressed = await browser.post(address)
    assert "no real money moves" in page.text
    assert pressed.headers["location"].startswith(f"{stack.url}/billing?checkout_id=")
    return pack


async def has_available(mara: httpx.AsyncClient, count: int) -> None:
    async def is_so() -> bool:
        return await available(mara) == count

    await until_true(
        is_so, what=f"{count} credits are available", within_seconds=_SOON_SECONDS
    )


async def has_delivered(shop: httpx.AsyncClient) -> None:
    """Nothing is on its way any more: what did not happen yet will not happen."""

    async def is_done() -> bool:
        answer = (await shop.get("/stand-in/deliveries")).raise_for_status()
        states = {each["state"] for each in answer.json()["items"]}
        return "pending" not in states

    await until_true(is_done, what="all is delivered", within_seconds=_SOON_SECONDS)


async def moved(mara: httpx.AsyncClient) -> list[tuple[str, int]]:
    """What the account's statement tells, oldest first."""
    entries = (await mara.get("/api/credits/entries")).raise_for_status().json()
    return [(each["kind"], each["amount"]) for each in entries["items"]][::-1]


async def test_paying_brings_the_credits(
    stack: RunningStack, mara: httpx.AsyncClient, shop: httpx.AsyncClient
) -> None:
    pack = await bought(stack, mara)

    await has_available(mara, _STARTING_CREDITS + pack["credits"])
    await has_delivered(shop)
    assert await moved(mara) == [
        ("grant", _STARTING_CREDITS),
        ("grant", pack["credits"]),
    ]


async def test_each_event_thrice_and_in_no_order_brings_them_once(
    stack: RunningStack, mara: httpx.AsyncClient, shop: httpx.AsyncClient
) -> None:
    knobs = {"duplicate": 3, "reorder": True, "seed": 5}
    (await shop.post("/stand-in/knobs", json=knobs)).raise_for_status()

    pack = await bought(stack, mara)

    await has_delivered(shop)
    assert await available(mara) == _STARTING_CREDITS + pack["credits"]
    assert (await moved(mara))[1:] == [("grant", pack["credits"])]


async def test_a_refund_in_the_portal_takes_them_back(
    stack: RunningStack, mara: httpx.AsyncClient, shop: httpx.AsyncClient
) -> None:
    pack = await bought(stack, mara)
    await has_available(mara, _STARTING_CREDITS + pack["credits"])

    opened = (await mara.post("/api/billing/portal")).raise_for_status()
    portal = opened.json()["url"]
    stack.secrets.add(portal.rpartition("/")[2])
    me = (await mara.get("/api/auth/me")).raise_for_status().json()
    [order] = (
        (await shop.get("/v1/orders/", params={"external_customer_id": me["id"]}))
        .raise_for_status()
        .json()["items"]
    )
    async with httpx.AsyncClient(trust_env=False) as browser:
        page = await browser.get(portal)
        await browser.post(f"{portal}/orders/{order['id']}/refund")

    assert f"{portal}/orders/{order['id']}/refund".endswith(
        page.text.partition('action="')[2].partition('"')[0]
    )
    await has_available(mara, _STARTING_CREDITS)
    await has_delivered(shop)
    assert await moved(mara) == [
        ("grant", _STARTING_CREDITS),
        ("grant", pack["credits"]),
        ("take_back", -pack["credits"]),
    ]


async def test_deliveries_that_were_lost_are_made_up_for(
    stack: RunningStack, mara: httpx.AsyncClient, shop: httpx.AsyncClient
) -> None:
    (await shop.post("/stand-in/knobs", json={"drop_next": 50})).raise_for_status()
    pack = await bought(stack, mara)
    await has_delivered(shop)
    before = await available(mara)

    (await shop.post("/stand-in/knobs", json={})).raise_for_status()
    (await shop.post("/stand-in/deliveries/redeliver", json={})).raise_for_status()

    assert before == _STARTING_CREDITS
    await has_available(mara, _STARTING_CREDITS + pack["credits"])
