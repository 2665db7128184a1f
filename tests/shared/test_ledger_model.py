"""Any order of movements leaves the ledger as a few lines of arithmetic say."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar, Literal
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine
from typing_extensions import override

from shared.db import Sessions, create_sessions
from shared.domain.credits import Funds, InsufficientCredits
from shared.ledger import AlreadyReleased, Ledger, NothingReserved

SONGS = tuple(uuid4() for _ in range(4))

End = Literal["reserved", "captured", "released"]


class LedgerMachine(RuleBasedStateMachine):
    sessions: ClassVar[Sessions]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.account_id = uuid4()
        # Songs are unique in the ledger, so each run needs ids of its own.
        self.song_ids: dict[UUID, UUID] = {song: uuid4() for song in SONGS}
        self.balance = 0
        self.orders: set[str] = set()
        self.songs: dict[UUID, tuple[End, int]] = {}
        self._do(lambda ledger: ledger.open_account(self.account_id))

    @override
    def teardown(self) -> None:
        self.runner.close()

    def _do(self, movement: Callable[[Ledger], Awaitable[object]]) -> None:
        async def transaction() -> None:
            async with self.sessions.begin() as session:
                await movement(Ledger(session))

        self.runner.run(transaction())

    def _reserved(self) -> int:
        return sum(n for end, n in self.songs.values() if end == "reserved")

    @rule(amount=st.integers(1, 5), order=st.integers(1, 3))
    def grant(self, amount: int, order: int) -> None:
        """An order has one amount: the second delivery says the same again."""
        key = f"order:{self.account_id}:{order}:{amount}"
        self._do(lambda ledger: ledger.grant(self.account_id, amount, key=key, note=""))
        if key not in self.orders:
            self.balance += amount
        self.orders.add(key)

    @rule(song=st.sampled_from(SONGS), amount=st.integers(1, 3))
    def reserve(self, song: UUID, amount: int) -> None:
        refused: type[Exception] | None = None
        try:
            self._do(
                lambda ledger: ledger.reserve(
                    self.account_id, amount, song_id=self.song_ids[song]
                )
            )
        except (InsufficientCredits, AlreadyReleased) as error:
            refused = type(error)
        assert refused is self._expected_refusal(song, amount)
        if refused is None and song not in self.songs:
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
        refused: type[Exception] | None = None
        try:
            self._do(
                lambda ledger: ledger.capture(
                    self.account_id, song_id=self.song_ids[song]
                )
            )
        except (NothingReserved, AlreadyReleased) as error:
            refused = type(error)
        assert refused is expected
        if end == "reserved":
            self.balance -= amount
            self.songs[song] = ("captured", amount)

    @rule(song=st.sampled_from(SONGS))
    def release(self, song: UUID) -> None:
        self._do(
            lambda ledger: ledger.release(self.account_id, song_id=self.song_ids[song])
        )
        end, amount = self.songs.get(song, (None, 0))
        if end != "captured":
            self.songs[song] = ("released", amount)

    @invariant()
    def holds_what_arithmetic_says(self) -> None:
        found: list[Funds] = []

        async def look() -> None:
            async with self.sessions() as session:
                found.append(await Ledger(session).funds(self.account_id))

        self.runner.run(look())
        assert found == [Funds(balance=self.balance, reserved=self._reserved())]
        assert found[0].available >= 0


def test_any_order_of_movements_leaves_what_arithmetic_says(database_url: str) -> None:
    engine = create_async_engine(database_url, poolclass=NullPool)

    class Machine(LedgerMachine):
        sessions = create_sessions(engine)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
