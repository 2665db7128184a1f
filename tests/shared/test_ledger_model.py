"""Any order of movements leaves the ledger as a few lines of arithmetic say.

Some of them are cut off in mid-transaction: those must leave nothing at all.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.db import Sessions, create_sessions
from shared.domain.credits import Funds, InsufficientCredits
from shared.domain.orders import read_order
from shared.ledger import AlreadyReleased, Ledger, NothingReserved
from shared.models.order import Order
from shared.orders import apply_order
from tests.fakes.polar_events import PACK_OF_10, PACK_OF_25, an_order, refunded
from tests.shared.cutting import cut

SONGS = tuple(uuid4() for _ in range(4))
PACKS = {PACK_OF_10: 10, PACK_OF_25: 25}
NET = 500

_SETTINGS = settings(
    max_examples=25,
    stateful_step_count=20,
    # Against a real database, making a failure smaller takes longer than reading it.
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

End = Literal["reserved", "captured", "released"]


@dataclass
class ExpectedOrder:
    """What Polar has said of an order, and what that must have come to."""

    id: UUID
    product_id: str
    is_known: bool = False
    granted: int = 0
    refunded: int = 0
    taken: int = 0
    owed: int = 0

    @property
    def due(self) -> int:
        return math.ceil(self.granted * self.refunded / NET)

    @property
    def books(self) -> tuple[int, int, int, int]:
        return self.granted, self.refunded, self.taken, self.owed


class LedgerMachine(RuleBasedStateMachine):
    sessions: ClassVar[Sessions]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.account_id = uuid4()
        # Songs are unique in the ledger, so each run needs ids of its own.
        self.song_ids: dict[UUID, UUID] = {song: uuid4() for song in SONGS}
        self.balance = 0
        self.gifts: set[str] = set()
        self.songs: dict[UUID, tuple[End, int]] = {}
        self.orders = [
            ExpectedOrder(id=uuid4(), product_id=product_id)
            for product_id in (PACK_OF_10, PACK_OF_25)
        ]
        self.is_cut = False
        self._do(lambda ledger: ledger.open_account(self.account_id))

    def _do(self, movement: Callable[[Ledger], Awaitable[object]]) -> bool:
        return self._transact(lambda session: movement(Ledger(session)))

    def _transact(self, movement: Callable[[AsyncSession], Awaitable[object]]) -> bool:
        """Whether it was committed: the connection of one that is cut dies before."""
        is_cut, self.is_cut = self.is_cut, False

        async def transaction() -> None:
            async with self.sessions.begin() as session:
                await movement(session)
                if is_cut:
                    await cut(session)

        try:
            self.runner.run(transaction())
        except OperationalError:
            assert is_cut
            return False
        assert not is_cut
        return True

    @rule()
    @precondition(lambda self: not self.is_cut)
    def cut_the_next_one_off(self) -> None:
        self.is_cut = True

    def _reserved(self) -> int:
        return sum(n for end, n in self.songs.values() if end == "reserved")

    @rule(amount=st.integers(1, 5), gift=st.integers(1, 3))
    def grant(self, amount: int, gift: int) -> None:
        """A key has one amount: whoever comes with it again says the same again."""
        key = f"gift:{self.account_id}:{gift}:{amount}"
        held = self._do(
            lambda ledger: ledger.grant(self.account_id, amount, key=key, note="")
        )
        if held and key not in self.gifts:
            self.balance += amount
            self.gifts.add(key)

    @rule(number=st.integers(0, 1), amount=st.sampled_from([0, 130]))
    def hear_of_a_payment(self, number: int, amount: int) -> None:
        """Twice, late, or after a part of it was refunded already."""
        self._hear(number, amount, is_payment=True)

    @rule(number=st.integers(0, 1), amount=st.sampled_from([0, 1, 130, 499, NET]))
    def hear_of_a_refund(self, number: int, amount: int) -> None:
        """Before the payment, twice, or older than what was heard before."""
        self._hear(number, amount, is_payment=False)

    @rule(number=st.integers(0, 1), amount=st.sampled_from([130, NET]))
    def hear_of_a_refund_of_what_is_spent(self, number: int, amount: int) -> None:
        """Nobody is taken below zero: the rest is owed."""
        self._hear(number, 0, is_payment=True)
        self._spend_all()
        self._hear(number, amount, is_payment=False)

    def _spend_all(self) -> None:
        rest = self.balance - self._reserved()
        song_id = uuid4()

        async def spend(ledger: Ledger) -> None:
            await ledger.reserve(self.account_id, rest, song_id=song_id)
            await ledger.capture(self.account_id, song_id=song_id)

        if rest and self._do(spend):
            self.balance -= rest

    def _hear(self, number: int, amount: int, *, is_payment: bool) -> None:
        order = self.orders[number]
        event = an_order(self.account_id, id=str(order.id), product_id=order.product_id)
        told = refunded(event, amount) if amount else event
        held = self._transact(
            lambda session: apply_order(
                session, read_order(told), may_grant=is_payment, products=PACKS
            )
        )
        if held:
            self._expect(order, amount, is_payment=is_payment)

    def _expect(self, order: ExpectedOrder, amount: int, *, is_payment: bool) -> None:
        order.is_known = True
        order.refunded = max(order.refunded, amount)
        if is_payment and not order.granted:
            order.granted = PACKS[order.product_id]
            self.balance += order.granted
        rest = order.due - order.taken - order.owed
        taken = min(rest, self.balance - self._reserved())
        self.balance -= taken
        order.taken += taken
        order.owed += rest - taken

    @rule(song=st.sampled_from(SONGS), amount=st.integers(1, 3))
    def reserve(self, song: UUID, amount: int) -> None:
        held = True
        refused: type[Exception] | None = None
        try:
            held = self._do(
                lambda ledger: ledger.reserve(
                    self.account_id, amount, song_id=self.song_ids[song]
                )
            )
        except (InsufficientCredits, AlreadyReleased) as error:
            refused = type(error)
        assert refused is self._expected_refusal(song, amount)
        if held and refused is None and song not in self.songs:
            self.songs[song] = ("reserved", amount)

    def _expected_refusal(self, song: UUID, amount: int) -> type[Exception] | None:
        if song in self.songs:
            never_reserved = self.songs[song] == ("released", 0)
            return AlreadyReleased if never_reserved else None
        short = amount > self.balance - self._reserved()
        return InsufficientCredits if short else None

    @rule(song=st.sampled_from(SONGS))
    def capture(self, song: UUID) -> None:
        end, amount = self.songs.get(song, (None, 0))
        expected = {None: NothingReserved, "released": AlreadyReleased}.get(end)
        held = True
        refused: type[Exception] | None = None
        try:
            held = self._do(
                lambda ledger: ledger.capture(
                    self.account_id, song_id=self.song_ids[song]
                )
            )
        except (NothingReserved, AlreadyReleased) as error:
            refused = type(error)
        assert refused is expected
        if held and end == "reserved":
            self.balance -= amount
            self.songs[song] = ("captured", amount)

    @rule(song=st.sampled_from(SONGS))
    def release(self, song: UUID) -> None:
        held = self._do(
            lambda ledger: ledger.release(self.account_id, song_id=self.song_ids[song])
        )
        end, amount = self.songs.get(song, (None, 0))
        if held and end != "captured":
            self.songs[song] = ("released", amount)

    @invariant()
    def holds_what_arithmetic_says(self) -> None:
        funds, orders = self.runner.run(self._look())
        assert funds == Funds(balance=self.balance, reserved=self._reserved())
        assert funds.available >= 0
        assert orders == {
            order.id: order.books for order in self.orders if order.is_known
        }

    async def _look(self) -> tuple[Funds, dict[UUID, tuple[int, int, int, int]]]:
        ids = [order.id for order in self.orders]
        async with self.sessions() as session:
            funds = await Ledger(session).funds(self.account_id)
            statement = select(Order).where(col(Order.id).in_(ids))
            rows = (await session.exec(statement)).all()
        return funds, {row.id: _books(row) for row in rows}


def _books(order: Order) -> tuple[int, int, int, int]:
    return (
        order.credits_granted,
        order.refunded_amount,
        order.credits_taken_back,
        order.credits_owed,
    )


@pytest.mark.timeout(300)
def test_any_order_of_movements_leaves_what_arithmetic_says(database_url: str) -> None:
    engine = create_async_engine(database_url)

    with asyncio.Runner() as one_loop:

        class Machine(LedgerMachine):
            sessions = create_sessions(engine)
            runner = one_loop

        try:
            run_state_machine_as_test(Machine, settings=_SETTINGS)
        finally:
            one_loop.run(engine.dispose())
