"""Applying orders to the ledger: the one place where money becomes credits, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.domain.orders import OrderFacts, credits_to_take_back
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.order import Order


class Refusal(StrEnum):
    """Why nothing was done that should have been: somebody has to look at it."""

    UNREADABLE = "unreadable"
    UNPAID = "unpaid"
    UNKNOWN_PRODUCT = "unknown_product"
    UNKNOWN_CUSTOMER = "unknown_customer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    outcome: str
    """What was done, in one sentence."""
    has_moved_credits: bool = False
    refusal: Refusal | None = None


_SENTENCES: Final[Mapping[Refusal, str]] = {
    Refusal.UNPAID: "Nothing granted: the order is not paid.",
    Refusal.UNKNOWN_PRODUCT: "Nothing granted: its product is not in POLAR_PRODUCTS.",
    Refusal.UNKNOWN_CUSTOMER: "Nothing granted: its customer has no account here.",
}


async def apply_order(
    session: AsyncSession,
    facts: OrderFacts,
    *,
    may_grant: bool,
    products: Mapping[str, int],
) -> Applied:
    """Grant what an order bought, once, and take back what was refunded of it.

    Events come twice and in any order, so each is only a chance to catch up with the
    order; ``may_grant`` is for those that speak of the payment itself. Locks are taken
    in one order: the order's row, then the account's.
    """
    order = await _locked(session, facts.id)
    before = (order.credits_granted, order.credits_taken_back, order.credits_owed)
    _remember(order, facts)
    refusal = None
    if may_grant and not order.credits_granted:
        refusal = await _grant(session, order, facts, products)
    await _take_back(session, order, facts)
    after = (order.credits_granted, order.credits_taken_back, order.credits_owed)
    if after == before:
        outcome = (
            _SENTENCES[refusal] if refusal else "Nothing more to do for the order."
        )
        return Applied(outcome=outcome, refusal=refusal)
    order.updated_at = utc_now()
    return Applied(outcome=_told(before, after), has_moved_credits=True)


async def _locked(session: AsyncSession, order_id: UUID) -> Order:
    """The order's row, made if need be, and held until the transaction ends."""
    fresh = Order(id=order_id).model_dump()
    await session.exec(insert(Order).values(fresh).on_conflict_do_nothing())
    return await session.get_one(
        Order, order_id, with_for_update=True, populate_existing=True
    )


def _remember(order: Order, facts: OrderFacts) -> None:
    """Keep the most that was ever said: an event that comes late undoes nothing."""
    order.product_id = facts.product_id or order.product_id
    order.refunded_amount = max(order.refunded_amount, facts.refunded_amount)
    order.is_fully_refunded = order.is_fully_refunded or facts.is_fully_refunded


async def _grant(
    session: AsyncSession, order: Order, facts: OrderFacts, products: Mapping[str, int]
) -> Refusal | None:
    ledger = Ledger(session)
    bought = products.get(facts.product_id or "")
    if not facts.is_paid:
        return Refusal.UNPAID
    if bought is None:
        return Refusal.UNKNOWN_PRODUCT
    if facts.account_id is None or not await ledger.has_account(facts.account_id):
        return Refusal.UNKNOWN_CUSTOMER
    await ledger.grant(
        facts.account_id,
        bought,
        order_id=order.id,
        key=f"polar:order:{order.id}:grant",
        note="Bought credits",
    )
    order.account_id, order.credits_granted = facts.account_id, bought
    return None


async def _take_back(session: AsyncSession, order: Order, facts: OrderFacts) -> None:
    """Catch up with the refunds; a refund that precedes the payment waits for it."""
    if order.account_id is None:
        return
    due = credits_to_take_back(
        order.credits_granted,
        refunded=order.refunded_amount,
        net=facts.net_amount,
        is_fully_refunded=order.is_fully_refunded,
    )
    rest = due - order.credits_taken_back - order.credits_owed
    if rest <= 0:
        return
    taken = await Ledger(session).take_back(
        order.account_id,
        rest,
        order_id=order.id,
        # By credits, not by amount: an order can become wholly refunded at the same one.
        key=f"polar:order:{order.id}:take-back:{due}",
        note="Refunded order",
    )
    order.credits_taken_back += taken
    # Spent already. It stays owed: nobody is taken below zero, or charged later.
    order.credits_owed += rest - taken


def _told(before: tuple[int, int, int], after: tuple[int, int, int]) -> str:
    granted, taken, owed = (now - then for then, now in zip(before, after, strict=True))
    parts = [
        f"{count} {verb}"
        for count, verb in ((granted, "granted"), (taken, "taken back"), (owed, "owed"))
        if count
    ]
    return f"Credits: {', '.join(parts)}."
