"""Packs, checkouts and the portal, before a Polar that answers well, badly or not at all."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import Response
from pydantic import SecretStr

from shared.outside_settings import PolarSettings
from shared.settings import MetricsSettings, StorageSettings, TemporalSettings
from shared.telemetry.prometheus import serving_metrics
from tests.fakes.polar_api import (
    TOKEN,
    FakePolar,
    a_product,
    broken_answers,
    fake_polar,
    invalid,
)
from tests.fakes.polar_events import PACK_OF_10, PACK_OF_25
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.selling import selling, user_id

PACKS = {PACK_OF_25: 25, PACK_OF_10: 10}
OPEN = "POST /v1/checkouts/"
BROKEN = [pytest.param(answer, id=name) for name, answer in broken_answers()]


@pytest.fixture
async def polar() -> AsyncIterator[FakePolar]:
    async with fake_polar() as running:
        yield running


@pytest.fixture
def polar_settings(polar: FakePolar) -> PolarSettings:
    return PolarSettings(
        access_token=SecretStr(TOKEN),
        base_url=polar.url,
        products=PACKS,
        is_stand_in=True,
    )


@pytest.fixture
async def gateway_url(
    database_url: str,
    storage_settings: StorageSettings,
    temporal_settings: TemporalSettings,
    polar_settings: PolarSettings,
) -> AsyncIterator[str]:
    async with selling(
        database_url, storage_settings, temporal_settings, polar=polar_settings
    ) as url:
        yield url


async def buy(
    client: httpx.AsyncClient, product_id: str = PACK_OF_10
) -> httpx.Response:
    return await client.post("/api/billing/checkout", json={"product_id": product_id})


async def bought(client: httpx.AsyncClient, product_id: str = PACK_OF_10) -> str:
    answer = await buy(client, product_id)
    assert answer.status_code == 200, answer.text
    url: str = answer.json()["url"]
    return url


# Packs


async def test_packs_have_polars_names_and_prices_smallest_first(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    polar.products = [
        a_product(PACK_OF_25, name="25 song credits", cents=1100),
        {"id": PACK_OF_10, "name": "10 song credits", "prices": [{"is": "odd"}, 7]},
        "odd",
    ]

    answer = await mara.get("/api/billing/products")

    assert answer.json() == {
        "items": [
            {"id": PACK_OF_10, "credits": 10, "name": "10 song credits", "price": None},
            {
                "id": PACK_OF_25,
                "credits": 25,
                "name": "25 song credits",
                "price": {"amount": 1100, "currency": "usd"},
            },
        ],
        "is_stand_in": True,
    }


async def test_packs_are_asked_for_once_in_a_while(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    for _ in range(3):
        assert (await mara.get("/api/billing/products")).status_code == 200

    assert polar.count("GET /v1/products/") == 1


@pytest.mark.parametrize("broken", BROKEN)
async def test_packs_are_listed_without_names_while_polar_is_away(
    mara: httpx.AsyncClient, polar: FakePolar, broken: Response
) -> None:
    polar.answers["GET /v1/products/"] = broken

    answer = await mara.get("/api/billing/products")

    assert answer.status_code == 200
    assert [pack["credits"] for pack in answer.json()["items"]] == [10, 25]
    assert {pack["name"] for pack in answer.json()["items"]} == {None}


async def test_packs_need_somebody_who_asks(nobody: httpx.AsyncClient) -> None:
    assert_problem(await nobody.get("/api/billing/products"), 401, "not_signed_in")


# Checkout


async def test_a_checkout_is_for_this_person_and_this_pack(
    mara: httpx.AsyncClient, polar: FakePolar, gateway_url: str
) -> None:
    me = (await mara.get("/api/auth/me")).json()

    url = await bought(mara)

    assert [url] == [made["url"] for made in polar.checkouts.values()]
    assert polar.bodies == [
        {
            "products": [PACK_OF_10],
            "external_customer_id": me["id"],
            "customer_email": me["email"],
            "success_url": f"{gateway_url}/billing?checkout_id={{CHECKOUT_ID}}",
            "metadata": {"user_id": me["id"]},
        }
    ]


async def test_an_open_checkout_is_answered_again(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    first = await bought(mara)

    assert await bought(mara) == first
    assert polar.count(OPEN) == 1


async def test_clicks_at_the_same_time_open_one_checkout(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    polar.may_answer.clear()
    clicks = [asyncio.create_task(bought(mara)) for _ in range(4)]
    await polar.opening.wait()
    polar.may_answer.set()

    urls = await asyncio.gather(*clicks)

    assert len(set(urls)) == 1
    assert polar.count(OPEN) == 1


async def test_another_pack_and_another_person_have_checkouts_of_their_own(
    new_person: NewPerson, polar: FakePolar
) -> None:
    mara, theo = await new_person(), await new_person()

    urls = {await bought(mara), await bought(mara, PACK_OF_25), await bought(theo)}

    assert len(urls) == 3


@pytest.mark.parametrize("status", ["succeeded", "expired", "confirmed"])
async def test_a_checkout_that_has_ended_at_polar_is_not_answered_again(
    mara: httpx.AsyncClient, polar: FakePolar, status: str
) -> None:
    first = await bought(mara)
    for made in polar.checkouts.values():
        made["status"] = status

    assert await bought(mara) != first


async def test_a_checkout_that_polar_has_forgotten_is_not_answered_again(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    first = await bought(mara)
    polar.checkouts.clear()

    assert await bought(mara) != first


async def test_a_checkout_that_is_about_to_expire_is_not_answered_again(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    polar.life = timedelta(minutes=1)
    first = await bought(mara)

    assert await bought(mara) != first


async def test_a_pack_that_is_not_sold_is_not_found(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    for product_id in ("../../orders/?x=", "5d0e1b6e-0000-4000-8000-000000000099"):
        assert_problem(await buy(mara, product_id), 404, "not_found")
    assert polar.asked == []


@pytest.mark.parametrize("broken", BROKEN)
async def test_a_checkout_waits_for_polar_to_come_back(
    mara: httpx.AsyncClient, polar: FakePolar, broken: Response
) -> None:
    polar.answers[OPEN] = broken

    answer = await buy(mara)

    assert_problem(answer, 503, "billing_unavailable")
    assert int(answer.headers["retry-after"]) >= 1
    polar.answers.clear()
    assert await bought(mara)


async def test_polars_wish_to_be_left_alone_is_passed_on(
    mara: httpx.AsyncClient, polar: FakePolar
) -> None:
    polar.answers[OPEN] = Response("", 429, {"Retry-After": "7"})

    answer = await buy(mara)

    assert_problem(answer, 503, "billing_unavailable")
    assert answer.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("field", "code"),
    [("customer_email", "email_refused"), ("products", "checkout_refused")],
)
async def test_what_polar_refuses_is_told_in_our_words(
    mara: httpx.AsyncClient, polar: FakePolar, field: str, code: str
) -> None:
    polar.answers[OPEN] = invalid(field, "a word of Polar's")

    answer = await buy(mara)

    assert_problem(answer, 409, code)
    assert "a word of Polar's" not in answer.text


async def test_checkouts_are_limited(mara: httpx.AsyncClient) -> None:
    await bought(mara)
    answers = [await buy(mara) for _ in range(60)]

    assert_problem(answers[-1], 429, "rate_limited")
    assert {answer.status_code for answer in answers[:-1]} == {200}


async def test_only_a_person_in_a_browser_of_ours_buys(
    nobody: httpx.AsyncClient, mara: httpx.AsyncClient
) -> None:
    assert_problem(await buy(nobody), 401, "not_signed_in")
    mara.headers["Origin"] = "https://elsewhere.example"
    assert_problem(await buy(mara), 403, "foreign_origin")


# Portal


async def test_the_portal_opens_for_who_has_bought_something(
    mara: httpx.AsyncClient, polar: FakePolar, gateway_url: str
) -> None:
    me = str(await user_id(mara))
    polar.customers.add(me)

    answer = await mara.post("/api/billing/portal")

    assert answer.json() == {"url": f"{polar.url}/portal"}
    assert polar.bodies == [
        {"external_customer_id": me, "return_url": f"{gateway_url}/billing"}
    ]


async def test_the_portal_tells_who_has_bought_nothing_to_buy_first(
    mara: httpx.AsyncClient,
) -> None:
    answer = await mara.post("/api/billing/portal")

    assert_problem(answer, 409, "no_customer")
    assert "buy" in answer.json()["detail"]


@pytest.mark.parametrize("broken", BROKEN[:3])
async def test_the_portal_waits_for_polar_to_come_back(
    mara: httpx.AsyncClient, polar: FakePolar, broken: Response
) -> None:
    polar.answers["POST /v1/customer-sessions/"] = broken

    answer = await mara.post("/api/billing/portal")

    assert_problem(answer, 503, "billing_unavailable")


# Without a token


@pytest.mark.parametrize(
    "polar_settings",
    [
        PolarSettings(products=PACKS),
        PolarSettings(access_token=SecretStr(""), products=PACKS),
    ],
)
async def test_without_a_token_nothing_is_sold(mara: httpx.AsyncClient) -> None:
    packs = await mara.get("/api/billing/products")

    assert [pack["credits"] for pack in packs.json()["items"]] == [10, 25]
    assert_problem(await buy(mara), 503, "billing_disabled")
    assert_problem(await mara.post("/api/billing/portal"), 503, "billing_disabled")


# Figures


async def test_figures_are_served_on_a_port_of_their_own(unused_tcp_port: int) -> None:
    settings = MetricsSettings(port=unused_tcp_port)

    async with serving_metrics(settings), httpx.AsyncClient() as prometheus:
        answer = await prometheus.get(f"http://127.0.0.1:{unused_tcp_port}/metrics")

    assert answer.status_code == 200
    assert "webhook_untyped_total" in answer.text


async def test_figures_are_not_public(nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/metrics")).status_code == 404
