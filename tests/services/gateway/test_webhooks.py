"""What Polar's deliveries do: those that are its own, and those that are not."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prometheus_client import REGISTRY
from pydantic import SecretStr

from shared.db import Sessions
from shared.domain.credits import Funds
from shared.ledger import Ledger
from shared.outside_settings import PolarSettings
from shared.settings import StorageSettings, TemporalSettings
from tests.fakes.polar_events import (
    CAPTURED,
    CAPTURED_PACK,
    PACK_OF_25,
    PRODUCTS,
    SECRET,
    Signing,
    an_event,
    an_id,
    an_order,
    refunded,
)
from tests.services.gateway.asking import assert_problem, available
from tests.services.gateway.selling import (
    deliver,
    grants_of,
    inbox,
    selling,
    tell,
    the_order,
    user_id,
)


@pytest.fixture
def polar() -> PolarSettings:
    return PolarSettings(webhook_secret=SecretStr(SECRET), products=PRODUCTS)


@pytest.fixture
async def gateway_url(
    database_url: str,
    storage_settings: StorageSettings,
    temporal_settings: TemporalSettings,
    polar: PolarSettings,
) -> AsyncIterator[str]:
    async with selling(
        database_url, storage_settings, temporal_settings, polar=polar
    ) as url:
        yield url


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"webhook_{name}_total", labels) or 0.0


# What is not Polar's


async def test_an_unsigned_delivery_is_refused(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    before = figure("rejected", reason="signature")

    answer = await mara.post(
        "/webhooks/polar",
        content=an_event("order.paid", an_order(await user_id(mara))),
    )

    assert_problem(answer, 403, "wrong_signature")
    assert figure("rejected", reason="signature") == before + 1
    assert await available(mara) == 10
    assert await inbox(sessions) == []


@pytest.mark.parametrize(
    "signing",
    [
        pytest.param(Signing(secret="another secret"), id="of another secret"),
        pytest.param(Signing(age_seconds=900), id="fifteen minutes old"),
        pytest.param(Signing(age_seconds=-900), id="from the future"),
    ],
)
async def test_a_delivery_that_is_not_signed_by_polar_just_now_is_refused(
    mara: httpx.AsyncClient, sessions: Sessions, signing: Signing
) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))

    answer = await deliver(mara, body, signing)

    assert_problem(answer, 403, "wrong_signature")
    assert await available(mara) == 10
    assert await inbox(sessions) == []


async def test_a_body_that_was_changed_after_it_was_signed_is_refused(
    mara: httpx.AsyncClient,
) -> None:
    order = an_order(await user_id(mara))
    headers = Signing().headers(an_event("order.paid", order))

    answer = await mara.post(
        "/webhooks/polar",
        content=an_event("order.paid", {**order, "product_id": PACK_OF_25}),
        headers=headers,
    )

    assert_problem(answer, 403, "wrong_signature")
    assert await available(mara) == 10


async def test_a_delivery_of_300_kb_is_too_large(mara: httpx.AsyncClient) -> None:
    answer = await deliver(mara, an_event("order.paid", {"padding": "x" * 300_000}))

    assert_problem(answer, 413, "request_entity_too_large")


@pytest.mark.parametrize("body", [b'{"type": "\xff\xfe"}', b'{"type": "a\0b"}'])
async def test_a_delivery_that_no_text_column_can_hold_is_refused(
    mara: httpx.AsyncClient, body: bytes
) -> None:
    answer = await deliver(mara, body)

    assert_problem(answer, 400, "unreadable_delivery")


@pytest.mark.parametrize("name", ["m" * 256, "msg\tid"])
async def test_a_webhook_id_that_no_inbox_can_hold_is_refused(
    mara: httpx.AsyncClient, name: str
) -> None:
    answer = await deliver(mara, an_event("order.paid", {}), Signing(id=name))

    assert_problem(answer, 400, "unreadable_delivery")


# What is Polar's, in whatever shape


async def test_a_paid_order_is_credited_and_kept(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))

    answer = await tell(mara, "order.paid", order)

    assert answer.status_code == 202
    assert await available(mara) == 20
    (kept,) = await inbox(sessions)
    assert kept.type == "order.paid"
    assert kept.typed_ok
    assert json.loads(kept.body)["data"] == order
    assert kept.outcome == "Credits: 10 granted."


async def test_the_same_delivery_again_does_nothing_more(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))
    signing = Signing()

    answers = await asyncio.gather(*(deliver(mara, body, signing) for _ in range(8)))

    assert {answer.status_code for answer in answers} == {202}
    assert await available(mara) == 20
    assert [kept.outcome for kept in await inbox(sessions)] == ["Credits: 10 granted."]


async def test_two_endpoints_deliver_one_order_and_one_grant(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))
    body = an_event("order.paid", order)

    answers = await asyncio.gather(
        *(deliver(mara, body, Signing(id=an_id())) for _ in range(8))
    )

    assert {answer.status_code for answer in answers} == {202}
    assert await available(mara) == 20
    assert len(await inbox(sessions)) == 8
    assert await grants_of(sessions, order) == [10]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"billing_reason": "a_reason_of_2027"}, id="billing reason"),
        pytest.param({"status": "a_status_of_2027"}, id="status"),
    ],
)
async def test_a_value_that_the_package_does_not_know_is_credited_all_the_same(
    mara: httpx.AsyncClient, sessions: Sessions, changes: dict[str, Any]
) -> None:
    before = figure("untyped")

    answer = await tell(mara, "order.paid", an_order(await user_id(mara), **changes))

    assert answer.status_code == 202
    assert await available(mara) == 20
    assert [kept.typed_ok for kept in await inbox(sessions)] == [False]
    assert figure("untyped") == before + 1


async def test_a_field_and_a_version_that_are_missing_are_not_missed(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))
    del order["items"]
    event = json.loads(an_event("order.paid", order))
    del event["api_version"]

    answer = await deliver(mara, json.dumps(event))

    assert answer.status_code == 202
    assert await available(mara) == 20
    assert [kept.typed_ok for kept in await inbox(sessions)] == [False]


async def test_a_new_field_is_no_reason_to_stumble(mara: httpx.AsyncClient) -> None:
    order = an_order(await user_id(mara), a_field_of_2027={"deep": [1, 2]})

    answer = await tell(mara, "order.paid", order)

    assert answer.status_code == 202
    assert await available(mara) == 20


@pytest.mark.parametrize(
    "kind", ["song.hummed", "refund.created", "subscription.cycled", "customer.updated"]
)
async def test_an_event_about_no_order_is_kept_and_does_nothing(
    mara: httpx.AsyncClient, sessions: Sessions, kind: str
) -> None:
    answer = await tell(mara, kind, an_order(await user_id(mara)))

    assert answer.status_code == 202
    assert await available(mara) == 10
    (kept,) = await inbox(sessions)
    assert kept.type == kind
    assert kept.outcome == "Ignored: it is about no order."


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("[1, 2]", id="a list"),
        pytest.param("not JSON", id="not JSON"),
        pytest.param("[" * 100_000, id="too deep"),
        pytest.param('{"type": "order.paid", "data": ' + "9" * 5000 + "}", id="huge"),
        pytest.param('{"type": "order.paid", "data": NaN}', id="NaN"),
        pytest.param('{"type": "order.paid", "data": [[]]}', id="no order"),
        pytest.param('{"type": "order.paid\\u0000", "data": {}}', id="escaped NUL"),
        pytest.param('{"type": "order.\\ud800", "data": {}}', id="lone surrogate"),
        pytest.param(json.dumps({"type": "order." + "x" * 500}), id="long type"),
        pytest.param(json.dumps({"type": 7, "data": None}), id="type of another type"),
    ],
)
async def test_whatever_polar_signs_is_accepted(
    mara: httpx.AsyncClient, sessions: Sessions, body: str
) -> None:
    answer = await deliver(mara, body)

    assert answer.status_code == 202
    (kept,) = await inbox(sessions)
    assert kept.body == body
    assert not kept.typed_ok
    assert kept.outcome


async def test_of_a_key_given_twice_the_last_counts(mara: httpx.AsyncClient) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))
    twice = body.replace('"paid": true', '"paid": true, "paid": false')
    assert twice != body

    answer = await deliver(mara, twice)

    assert answer.status_code == 202
    assert await available(mara) == 10


@pytest.mark.parametrize("file", CAPTURED, ids=lambda file: file.stem)
async def test_a_captured_delivery_is_accepted(
    mara: httpx.AsyncClient, sessions: Sessions, file: Any
) -> None:
    event = json.loads(file.read_text())
    if isinstance(event["data"].get("customer"), dict):
        event["data"]["customer"]["external_id"] = str(await user_id(mara))

    answer = await deliver(mara, json.dumps(event, separators=(",", ":")))

    assert answer.status_code == 202
    assert await available(mara) == (20 if event["type"] == "order.paid" else 10)
    assert [kept.type for kept in await inbox(sessions)] == [event["type"]]


async def test_all_captured_deliveries_together_are_one_order(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    buyer = str(await user_id(mara))

    for file in CAPTURED:
        event = json.loads(file.read_text())
        if isinstance(event["data"].get("customer"), dict):
            event["data"]["customer"]["external_id"] = buyer
        assert (await deliver(mara, json.dumps(event))).status_code == 202

    assert len(await inbox(sessions)) == 13
    assert await available(mara) == 10 + PRODUCTS[CAPTURED_PACK]


async def test_while_the_database_is_away_polar_is_asked_to_come_again(
    storage_settings: StorageSettings, temporal_settings: TemporalSettings
) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"

    async with (
        selling(nowhere, storage_settings, temporal_settings) as url,
        httpx.AsyncClient(base_url=url) as client,
    ):
        answer = await tell(client, "order.paid", an_order(uuid4()))

    assert_problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1


# What buys nothing


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"net_amount": -500}, "unreadable"),
        ({"net_amount": 10**40}, "unreadable"),
        ({"id": "../../orders"}, "unreadable"),
        ({"paid": False, "status": "pending"}, "unpaid"),
        ({"status": "draft"}, "unpaid"),
        ({"product_id": str(uuid4())}, "unknown_product"),
        ({"product_id": None}, "unknown_product"),
        ({"product_id": "x" * 5000}, "unknown_product"),
        ({"product_id": "\0"}, "unknown_product"),
        ({"product_id": "\ud800"}, "unknown_product"),
        ({"customer": None}, "unknown_customer"),
    ],
)
async def test_an_order_that_is_not_as_it_should_be_buys_nothing_and_raises_an_alarm(
    mara: httpx.AsyncClient, sessions: Sessions, changes: dict[str, Any], reason: str
) -> None:
    before = figure("unapplied", reason=reason)

    answer = await tell(mara, "order.paid", an_order(await user_id(mara), **changes))

    assert answer.status_code == 202
    assert await available(mara) == 10
    assert figure("unapplied", reason=reason) == before + 1
    (kept,) = await inbox(sessions)
    assert kept.outcome.startswith(("Nothing granted: ", "This order cannot be"))


@pytest.mark.parametrize("buyer", [uuid4(), None, "u-17", "../../orders/?x="])
async def test_an_order_of_somebody_unknown_is_kept_and_raises_an_alarm(
    mara: httpx.AsyncClient, sessions: Sessions, buyer: Any
) -> None:
    before = figure("unapplied", reason="unknown_customer")
    order = an_order(buyer)

    answer = await tell(mara, "order.paid", order)

    assert answer.status_code == 202
    assert figure("unapplied", reason="unknown_customer") == before + 1
    assert (await the_order(sessions, order)).credits_granted == 0
    assert [kept.outcome for kept in await inbox(sessions)] == [
        "Nothing granted: its customer has no account here."
    ]


@pytest.mark.parametrize("kind", ["order.created", "order.updated", "order.refunded"])
async def test_only_the_event_of_the_payment_grants(
    mara: httpx.AsyncClient, kind: str
) -> None:
    answer = await tell(mara, kind, an_order(await user_id(mara)))

    assert answer.status_code == 202
    assert await available(mara) == 10


async def test_each_renewal_grants_by_its_own_order(mara: httpx.AsyncClient) -> None:
    buyer = await user_id(mara)
    for _ in range(2):
        order = an_order(buyer, billing_reason="subscription_cycle")
        pending = {**order, "paid": False, "status": "pending"}
        await tell(mara, "subscription.cycled", {"id": str(uuid4())})
        await tell(mara, "subscription.updated", {"id": str(uuid4())})
        await tell(mara, "order.created", pending)
        await tell(mara, "order.updated", order)
        await tell(mara, "order.paid", order)

    assert await available(mara) == 30


# Refunds


async def test_a_refund_takes_back_what_the_order_granted(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))
    await tell(mara, "order.paid", order)

    await tell(mara, "order.refunded", refunded(order, 500))

    assert await available(mara) == 10
    kept = await the_order(sessions, order)
    assert (kept.credits_taken_back, kept.credits_owed) == (10, 0)


async def test_a_refund_in_part_takes_back_its_share_rounded_up(
    mara: httpx.AsyncClient,
) -> None:
    order = an_order(await user_id(mara))
    await tell(mara, "order.paid", order)

    seen = []
    for amount in (1, 50, 51, 499, 500):
        await tell(mara, "order.updated", refunded(order, amount))
        seen.append(await available(mara))

    assert seen == [19, 19, 18, 10, 10]


async def test_tax_that_goes_back_is_not_counted_twice(mara: httpx.AsyncClient) -> None:
    """The refunded amount is without tax, as the net amount is."""
    order = an_order(await user_id(mara), tax_amount=100, total_amount=600)
    await tell(mara, "order.paid", order)

    await tell(
        mara, "order.refunded", {**refunded(order, 250), "refunded_tax_amount": 50}
    )

    assert await available(mara) == 15


async def test_a_refund_that_comes_before_the_payment_is_remembered(
    mara: httpx.AsyncClient,
) -> None:
    order = an_order(await user_id(mara))
    await tell(mara, "order.refunded", refunded(order, 250))
    assert await available(mara) == 10

    await tell(mara, "order.paid", order)

    assert await available(mara) == 15


async def test_an_order_paid_after_it_was_wholly_refunded_leaves_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))
    await tell(mara, "order.refunded", refunded(order, 500))

    await tell(mara, "order.paid", order)

    assert await available(mara) == 10
    assert await grants_of(sessions, order) == [10]


async def test_a_stale_event_does_not_undo_a_refund(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara))
    await tell(mara, "order.paid", order)
    await tell(mara, "order.refunded", refunded(order, 250))

    for late in (order, refunded(order, 100), refunded(order, 250)):
        await tell(mara, "order.updated", late)
    await tell(mara, "order.paid", order)

    assert await available(mara) == 15
    assert (await the_order(sessions, order)).refunded_amount == 250


async def test_what_is_spent_is_owed_and_nobody_is_taken_below_zero(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    buyer = await user_id(mara)
    order = an_order(buyer)
    await tell(mara, "order.paid", order)
    await spend(sessions, buyer, 14)

    await tell(mara, "order.refunded", refunded(order, 500))
    await tell(mara, "order.updated", refunded(order, 500))

    kept = await the_order(sessions, order)
    assert (kept.credits_taken_back, kept.credits_owed) == (6, 4)
    async with sessions() as session:
        assert await Ledger(session).funds(buyer) == Funds(balance=0, reserved=0)


async def test_a_credit_that_is_set_aside_for_a_song_is_not_taken_back(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    buyer = await user_id(mara)
    order = an_order(buyer)
    await tell(mara, "order.paid", order)
    async with sessions.begin() as session:
        await Ledger(session).reserve(buyer, 15, song_id=uuid4())

    await tell(mara, "order.refunded", refunded(order, 500))

    kept = await the_order(sessions, order)
    assert (kept.credits_taken_back, kept.credits_owed) == (5, 5)


async def test_what_is_owed_is_not_taken_from_the_next_order(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    buyer = await user_id(mara)
    order = an_order(buyer)
    await tell(mara, "order.paid", order)
    await spend(sessions, buyer, 20)
    await tell(mara, "order.refunded", refunded(order, 500))

    await tell(mara, "order.paid", an_order(buyer))
    await tell(mara, "order.updated", refunded(order, 500))

    assert await available(mara) == 10


async def spend(sessions: Sessions, buyer: Any, amount: int) -> None:
    song_id = uuid4()
    async with sessions.begin() as session:
        await Ledger(session).reserve(buyer, amount, song_id=song_id)
        await Ledger(session).capture(buyer, song_id=song_id)


# Secrets


@pytest.mark.parametrize("decoded", [False, True])
@pytest.mark.parametrize(
    "polar",
    [
        PolarSettings(
            webhook_secret=SecretStr("whsec_" + base64.b64encode(b"t" * 32).decode()),
            products=PRODUCTS,
        )
    ],
)
async def test_both_ways_to_make_a_key_of_the_secret_are_understood(
    mara: httpx.AsyncClient, polar: PolarSettings, decoded: bool
) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))
    (secret,) = polar.webhook_secrets

    answer = await deliver(mara, body, Signing(secret=secret, decoded=decoded))

    assert answer.status_code == 202
    assert await available(mara) == 20


@pytest.mark.parametrize(
    "polar",
    [
        PolarSettings(
            webhook_secret=SecretStr("the new one"),
            webhook_secret_previous=SecretStr("the old one"),
            products=PRODUCTS,
        )
    ],
)
@pytest.mark.parametrize(
    ("secret", "status"),
    [("the new one", 202), ("the old one", 202), ("an older one", 403)],
)
async def test_two_secrets_are_good_while_they_are_changed(
    mara: httpx.AsyncClient, secret: str, status: int
) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))

    answer = await deliver(mara, body, Signing(secret=secret))

    assert answer.status_code == status


@pytest.mark.parametrize(
    "polar",
    [
        pytest.param(PolarSettings(products=PRODUCTS), id="none"),
        pytest.param(
            PolarSettings(webhook_secret=SecretStr(""), products=PRODUCTS), id="empty"
        ),
    ],
)
async def test_without_a_secret_nothing_is_heard(mara: httpx.AsyncClient) -> None:
    body = an_event("order.paid", an_order(await user_id(mara)))

    answer = await deliver(mara, body, Signing(secret=""))

    assert_problem(answer, 503, "billing_disabled")
    assert await available(mara) == 10
