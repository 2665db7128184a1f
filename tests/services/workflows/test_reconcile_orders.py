"""Reconciliation: what deliveries left undone is done once, from Polar's own list."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import Response
from pydantic import SecretStr
from structlog.testing import capture_logs
from temporalio.client import Client, ScheduleOverlapPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Worker

from services.workflows.activities.billing import PolarBillingActivities
from services.workflows.definitions.reconcile_orders import ReconcileOrdersWorkflow
from services.workflows.schedules import schedule_reconciliation
from shared.contracts import task_queues
from shared.contracts.billing import (
    RECONCILE_SCHEDULE_ID,
    ReconciledOrders,
    ReconcileOrders,
)
from shared.db import Sessions
from shared.domain.orders import read_order
from shared.ledger import Ledger
from shared.orders import apply_order
from shared.outside_settings import PolarSettings
from tests.fakes.polar_api import TOKEN, FakePolar, fake_polar
from tests.fakes.polar_events import PRODUCTS, an_order, refunded

LIST = "GET /v1/orders/"


@pytest.fixture
async def polar() -> AsyncIterator[FakePolar]:
    async with fake_polar() as running:
        yield running


@pytest.fixture
def settings(polar: FakePolar) -> PolarSettings:
    return PolarSettings(
        access_token=SecretStr(TOKEN), base_url=polar.url, products=PRODUCTS
    )


@pytest.fixture
def billing(sessions: Sessions, settings: PolarSettings) -> PolarBillingActivities:
    return PolarBillingActivities(sessions, settings)


@pytest.fixture
async def buyer(sessions: Sessions) -> UUID:
    account_id = uuid4()
    async with sessions.begin() as session:
        await Ledger(session).open_account(account_id)
    return account_id


def made(buyer: UUID, *, hours_ago: float = 1, **changes: Any) -> dict[str, Any]:
    moment = datetime.now(UTC) - timedelta(hours=hours_ago)
    return an_order(buyer, created_at=moment.isoformat(), **changes)


async def reconcile(
    billing: PolarBillingActivities, hours: int = 48
) -> ReconciledOrders:
    return await ActivityEnvironment().run(
        billing.reconcile_orders, ReconcileOrders(hours=hours)
    )


async def deliver(sessions: Sessions, order: dict[str, Any]) -> None:
    """As the webhook does."""
    async with sessions.begin() as session:
        await apply_order(session, read_order(order), may_grant=True, products=PRODUCTS)


async def balance(sessions: Sessions, account_id: UUID) -> int:
    async with sessions() as session:
        return (await Ledger(session).funds(account_id)).balance


async def test_an_order_whose_deliveries_all_failed_is_credited_once_and_told(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    lost, delivered = made(buyer), made(buyer)
    await deliver(sessions, delivered)
    polar.orders = [lost, delivered]

    with capture_logs() as logs:
        first = await reconcile(billing)
    second = await reconcile(billing)

    assert first == ReconciledOrders(seen=2, repaired=1)
    assert second == ReconciledOrders(seen=2, repaired=0)
    assert await balance(sessions, buyer) == 20
    alarms = [line for line in logs if line["log_level"] == "warning"]
    assert [(line["event"], line["order_id"]) for line in alarms] == [
        ("order_repaired", lost["id"])
    ]


async def test_a_delivery_that_comes_after_the_reconciliation_grants_nothing_more(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    order = made(buyer)
    polar.orders = [order]
    await reconcile(billing)

    await deliver(sessions, order)

    assert await balance(sessions, buyer) == 10


async def test_a_refund_that_was_not_heard_of_is_taken_back(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    order = made(buyer)
    await deliver(sessions, order)
    polar.orders = [refunded(order, 250)]

    assert (await reconcile(billing)).repaired == 1
    assert await balance(sessions, buyer) == 5


async def test_who_has_not_paid_yet_gets_nothing_and_raises_no_alarm(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    polar.orders = [made(buyer, paid=False, status="pending")]

    with capture_logs() as logs:
        done = await reconcile(billing)

    assert done == ReconciledOrders(seen=1, repaired=0)
    assert await balance(sessions, buyer) == 0
    assert [line for line in logs if line["log_level"] == "warning"] == []


async def test_an_order_that_buys_nothing_is_told_and_the_others_go_on(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    polar.orders = [
        {"id": "../../"},
        "no order",
        made(buyer, net_amount=-1),
        made(buyer, product_id=str(uuid4())),
        made(buyer),
    ]

    with capture_logs() as logs:
        done = await reconcile(billing)

    assert done == ReconciledOrders(seen=5, repaired=1, unreadable=3)
    assert await balance(sessions, buyer) == 10
    assert "unknown_product" in [line.get("reason") for line in logs]


async def test_pages_are_read_until_an_order_is_older(
    billing: PolarBillingActivities, polar: FakePolar, sessions: Sessions, buyer: UUID
) -> None:
    polar.page_size = 2
    polar.orders = [made(buyer, hours_ago=hours) for hours in (1, 2, 3, 4, 49, 50, 51)]

    done = await reconcile(billing)

    assert done.seen == 4
    assert polar.count(LIST) == 3
    assert await balance(sessions, buyer) == 40


async def test_pages_end_where_the_list_does(
    billing: PolarBillingActivities, polar: FakePolar, buyer: UUID
) -> None:
    polar.page_size = 2
    polar.orders = [made(buyer) for _ in range(4)]

    assert (await reconcile(billing)).seen == 4
    assert polar.count(LIST) == 2


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        ("999999999999", 600),
        ("soon", 60),
        ("Thu, 26 Nov 2099 12:00:00 GMT", 600),
        ("Thu, 26 Nov 2009 12:00:00 GMT", 1),
        ("Thu, 26 Nov 2009 12:00:00", 60),
    ],
)
async def test_polars_wish_to_be_left_alone_is_granted(
    billing: PolarBillingActivities, polar: FakePolar, retry_after: str, seconds: int
) -> None:
    polar.answers[LIST] = Response("", 429, {"Retry-After": retry_after})

    with pytest.raises(ApplicationError) as refusal:
        await reconcile(billing)

    assert not refusal.value.non_retryable
    assert refusal.value.next_retry_delay == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [401, 500, 302])
async def test_an_answer_that_is_an_error_is_asked_for_again(
    billing: PolarBillingActivities, polar: FakePolar, status: int
) -> None:
    polar.answers[LIST] = Response("", status, {"Location": "/"})

    with pytest.raises(httpx.HTTPStatusError):
        await reconcile(billing)


@pytest.mark.parametrize("body", ["[]", '{"orders": []}', '{"items": {}}'])
async def test_a_list_of_another_shape_is_an_error_not_an_empty_list(
    billing: PolarBillingActivities, polar: FakePolar, body: str
) -> None:
    polar.answers[LIST] = Response(body, 200)

    with pytest.raises(ApplicationError, match="not what it was"):
        await reconcile(billing)


async def test_without_a_token_nobody_is_asked(sessions: Sessions) -> None:
    billing = PolarBillingActivities(sessions, PolarSettings())

    with pytest.raises(ApplicationError, match="POLAR_ACCESS_TOKEN") as refusal:
        await reconcile(billing)

    assert refusal.value.non_retryable


async def test_the_workflow_outlasts_an_outage_and_its_history_holds_no_token(
    billing: PolarBillingActivities,
    polar: FakePolar,
    sessions: Sessions,
    buyer: UUID,
    temporal: Client,
) -> None:
    order = made(buyer)
    polar.orders = [order]
    polar.answers_once[LIST] = Response("", 503)

    async with Worker(
        temporal,
        task_queue=task_queues.WORKFLOWS,
        workflows=[ReconcileOrdersWorkflow],
        activities=[billing.reconcile_orders],
    ):
        handle = await temporal.start_workflow(
            ReconcileOrdersWorkflow.run,
            ReconcileOrders(),
            id=f"reconcile-{uuid4()}",
            task_queue=task_queues.WORKFLOWS,
        )
        done = await handle.result()

    assert done == ReconciledOrders(seen=1, repaired=1)
    assert await balance(sessions, buyer) == 10
    history = (await handle.fetch_history()).to_json()
    assert TOKEN not in history
    assert str(buyer) not in history


async def test_reconciliation_is_scheduled_hourly_however_often_a_worker_starts(
    temporal: Client, settings: PolarSettings
) -> None:
    for _ in range(2):
        await schedule_reconciliation(temporal, settings)

    found = await temporal.get_schedule_handle(RECONCILE_SCHEDULE_ID).describe()
    assert [spec.every for spec in found.schedule.spec.intervals] == [
        timedelta(hours=1)
    ]
    assert found.schedule.policy.overlap == ScheduleOverlapPolicy.SKIP
    await schedule_reconciliation(temporal, PolarSettings())


async def test_a_paused_schedule_stays_paused(
    temporal: Client, settings: PolarSettings
) -> None:
    await schedule_reconciliation(temporal, settings)
    handle = temporal.get_schedule_handle(RECONCILE_SCHEDULE_ID)
    await handle.pause(note="Polar is being moved")

    await schedule_reconciliation(temporal, settings)

    assert (await handle.describe()).schedule.state.paused
    await schedule_reconciliation(temporal, PolarSettings())


async def test_without_a_token_the_schedule_ends(
    temporal: Client, settings: PolarSettings
) -> None:
    await schedule_reconciliation(temporal, settings)

    for _ in range(2):
        await schedule_reconciliation(temporal, PolarSettings())

    with pytest.raises(RPCError):
        await temporal.get_schedule_handle(RECONCILE_SCHEDULE_ID).describe()
