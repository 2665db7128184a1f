"""Orders become credits once, and refunds take them back, in whatever order they are told."""

import asyncio
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.orders import UnreadableOrder, credits_to_take_back, read_order
from shared.ledger import Ledger
from shared.models.credits import LedgerEntry
from shared.models.order import Order
from shared.orders import Applied, Refusal, apply_order
from tests.fakes.polar_events import PACK_OF_10, PRODUCTS, an_order, refunded
from tests.shared.cutting import cut


@pytest.fixture
async def buyer(sessions: Sessions) -> UUID:
    """An account with nothing in it."""
    account_id = uuid4()
    async with sessions.begin() as session:
        await Ledger(session).open_account(account_id)
    return account_id


async def apply(
    sessions: Sessions, order: dict[str, Any], *, may_grant: bool = True
) -> Applied:
    async with sessions.begin() as session:
        return await apply_order(
            session, read_order(order), may_grant=may_grant, products=PRODUCTS
        )


async def funds(sessions: Sessions, account_id: UUID) -> Funds:
    async with sessions() as session:
        return await Ledger(session).funds(account_id)


async def row(sessions: Sessions, order: dict[str, Any]) -> Order:
    async with sessions() as session:
        return await session.get_one(Order, UUID(order["id"]))


# Reading


def test_only_what_counts_is_read() -> None:
    buyer = uuid4()

    facts = read_order(an_order(buyer, a_field_of_2027=[1]))

    assert facts.account_id == buyer
    assert facts.product_id == PACK_OF_10
    assert (facts.net_amount, facts.refunded_amount) == (500, 0)
    assert facts.is_paid
    assert not facts.is_fully_refunded


@pytest.mark.parametrize(
    "part", ["id", "status", "paid", "net_amount", "refunded_amount"]
)
def test_an_order_without_what_counts_is_not_readable(part: str) -> None:
    order = an_order(uuid4())
    del order[part]

    with pytest.raises(UnreadableOrder) as refusal:
        read_order(order)

    assert refusal.value.part == part


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("id", "../../orders"),
        ("id", "{6f9619ff-8b86-d011-b42d-00c04fc964ff}"),
        ("id", 7),
        ("status", None),
        ("paid", "true"),
        ("paid", 1),
        ("net_amount", True),
        ("net_amount", "500"),
        ("net_amount", 500.0),
        ("net_amount", 10**40),
        ("refunded_amount", -1),
        ("total_amount", -1),
    ],
)
def test_what_counts_is_checked(part: str, value: object) -> None:
    with pytest.raises(UnreadableOrder) as refusal:
        read_order(an_order(uuid4(), **{part: value}))

    assert refusal.value.part == part


@pytest.mark.parametrize("data", [None, [], "order", 7])
def test_what_is_no_object_is_no_order(data: object) -> None:
    with pytest.raises(UnreadableOrder):
        read_order(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(deadline=None, derandomize=True)
@given(part=st.sampled_from(sorted(an_order("x"))), value=JSON)
def test_any_value_is_read_or_refused_never_stumbled_over(
    part: str, value: object
) -> None:
    try:
        facts = read_order(an_order(uuid4(), **{part: value}))
    except UnreadableOrder:
        return
    assert 0 <= facts.refunded_amount <= 10**15
    assert facts.product_id is None or facts.product_id.isprintable()


# Taking back


@settings(deadline=None, derandomize=True)
@given(
    granted=st.integers(1, 1000),
    net=st.integers(0, 10**6),
    refunds=st.lists(st.integers(0, 10**6), min_size=2, max_size=2),
)
def test_what_is_taken_back_is_the_share_rounded_up_and_never_shrinks(
    granted: int, net: int, refunds: list[int]
) -> None:
    less, more = (
        credits_to_take_back(granted, refunded=amount, net=net, is_fully_refunded=False)
        for amount in sorted(refunds)
    )

    assert 0 <= less <= more <= granted
    if 0 < max(refunds) <= net:
        assert (more - 1) * net < granted * max(refunds) <= more * net


def test_all_is_taken_back_when_polar_calls_it_refunded() -> None:
    for net in (0, 500):
        assert (
            credits_to_take_back(10, refunded=0, net=net, is_fully_refunded=True) == 10
        )


# Applying


async def test_one_order_delivered_fifty_times_at_once_grants_once(
    sessions: Sessions, buyer: UUID
) -> None:
    order = an_order(buyer)
    turns = asyncio.Semaphore(20)

    async def deliver() -> Applied:
        async with turns:
            return await apply(sessions, order)

    done = await asyncio.gather(*(deliver() for _ in range(50)))

    assert sum(applied.has_moved_credits for applied in done) == 1
    assert await funds(sessions, buyer) == Funds(balance=10, reserved=0)


async def test_a_payment_and_its_refunds_race_to_the_same_end(
    sessions: Sessions, buyer: UUID
) -> None:
    orders = [an_order(buyer) for _ in range(6)]

    await asyncio.gather(
        *(
            apply(sessions, event, may_grant=event is order)
            for order in orders
            for event in (refunded(order, 100), order, refunded(order, 250))
        )
    )

    assert await funds(sessions, buyer) == Funds(balance=30, reserved=0)


async def test_events_in_any_order_leave_the_same_books(
    sessions: Sessions, buyer: UUID
) -> None:
    for count, told in enumerate(permutations((None, 0, 130, 250)), start=1):
        order = an_order(buyer)
        for amount in told:
            is_payment = amount is None
            event = refunded(order, amount) if amount else order
            await apply(sessions, event, may_grant=is_payment)
        kept = await row(sessions, order)
        assert (kept.credits_granted, kept.credits_taken_back) == (10, 5)
        assert await funds(sessions, buyer) == Funds(balance=5 * count, reserved=0)


async def test_an_order_that_becomes_wholly_refunded_at_the_same_amount_leaves_nothing(
    sessions: Sessions, buyer: UUID
) -> None:
    """A part was paid from the customer's balance at Polar: less can go back."""
    order = an_order(buyer, refunded_amount=300, status="partially_refunded")
    await apply(sessions, order)
    assert await funds(sessions, buyer) == Funds(balance=4, reserved=0)

    await apply(sessions, {**order, "status": "refunded"}, may_grant=False)

    assert await funds(sessions, buyer) == Funds(balance=0, reserved=0)


async def test_an_order_is_told_in_one_sentence(
    sessions: Sessions, buyer: UUID
) -> None:
    order = an_order(buyer)

    told = [
        (await apply(sessions, event)).outcome
        for event in (order, order, refunded(order, 250), an_order(uuid4()))
    ]

    assert told == [
        "Credits: 10 granted.",
        "Nothing more to do for the order.",
        "Credits: 5 taken back.",
        "Nothing granted: its customer has no account here.",
    ]


async def test_an_order_is_granted_once_it_can_be(
    sessions: Sessions, buyer: UUID
) -> None:
    """Its product was set too late; the next look at it makes up for that."""
    order = an_order(buyer, product_id=str(uuid4()))
    refused = await apply(sessions, order)

    async with sessions.begin() as session:
        await apply_order(
            session,
            read_order(order),
            may_grant=True,
            products={order["product_id"]: 7},
        )

    assert refused.refusal == Refusal.UNKNOWN_PRODUCT
    assert await funds(sessions, buyer) == Funds(balance=7, reserved=0)


async def test_the_price_of_credits_that_changes_later_changes_no_grant(
    sessions: Sessions, buyer: UUID
) -> None:
    order = an_order(buyer)
    await apply(sessions, order)

    async with sessions.begin() as session:
        await apply_order(
            session, read_order(order), may_grant=True, products={PACK_OF_10: 99}
        )

    assert await funds(sessions, buyer) == Funds(balance=10, reserved=0)


# What the database itself refuses


async def test_the_database_allows_an_order_one_grant(
    sessions: Sessions, buyer: UUID
) -> None:
    order_id = uuid4()

    async def grant(key: str) -> None:
        async with sessions.begin() as session:
            await Ledger(session).grant(buyer, 10, order_id=order_id, key=key, note="")

    await grant("one key")
    with pytest.raises(IntegrityError, match="one_grant_an_order"):
        await grant("another key")

    assert await funds(sessions, buyer) == Funds(balance=10, reserved=0)


async def test_the_database_refuses_to_take_back_more_than_was_granted(
    sessions: Sessions, buyer: UUID
) -> None:
    order = an_order(buyer)
    await apply(sessions, order)

    async def overdo() -> None:
        async with sessions.begin() as session:
            kept = await session.get_one(Order, UUID(order["id"]))
            kept.credits_taken_back, kept.credits_owed = 8, 3

    with pytest.raises(IntegrityError, match="at_most_the_grant"):
        await overdo()


async def test_an_order_that_was_cut_off_never_happened_and_can_be_told_again(
    sessions: Sessions, buyer: UUID
) -> None:
    order = an_order(buyer)

    async def be_cut_off() -> None:
        async with sessions.begin() as session:
            await apply_order(
                session, read_order(order), may_grant=True, products=PRODUCTS
            )
            await cut(session)

    with pytest.raises(OperationalError):
        await be_cut_off()
    async with sessions() as session:
        assert (await session.exec(select(LedgerEntry))).all() == []
        assert (await session.exec(select(Order))).all() == []

    await apply(sessions, order)

    assert await funds(sessions, buyer) == Funds(balance=10, reserved=0)
