import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.db import Sessions
from shared.domain.credits import Funds, InsufficientCredits
from shared.ledger import AlreadyReleased, Ledger, NothingReserved


@pytest.fixture
async def account_id(sessions: Sessions) -> UUID:
    """An account with ten credits."""
    account_id = uuid4()
    async with sessions.begin() as session:
        await Ledger(session).open_account(account_id)
        await Ledger(session).grant(account_id, 10, key=f"start:{account_id}", note="")
    return account_id


async def funds(sessions: Sessions, account_id: UUID) -> Funds:
    async with sessions() as session:
        return await Ledger(session).funds(account_id)


async def reserve(sessions: Sessions, account_id: UUID, song_id: UUID) -> None:
    async with sessions.begin() as session:
        await Ledger(session).reserve(account_id, 1, song_id=song_id)


async def test_a_reserved_credit_is_still_owned_but_not_available(
    sessions: Sessions, account_id: UUID
) -> None:
    await reserve(sessions, account_id, uuid4())

    assert await funds(sessions, account_id) == Funds(balance=10, reserved=1)
    assert (await funds(sessions, account_id)).available == 9


async def test_a_captured_credit_is_gone(sessions: Sessions, account_id: UUID) -> None:
    song_id = uuid4()
    await reserve(sessions, account_id, song_id)

    async with sessions.begin() as session:
        await Ledger(session).capture(account_id, song_id=song_id)

    assert await funds(sessions, account_id) == Funds(balance=9, reserved=0)


async def test_a_released_credit_is_available_again(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    await reserve(sessions, account_id, song_id)

    async with sessions.begin() as session:
        await Ledger(session).release(account_id, song_id=song_id)

    assert await funds(sessions, account_id) == Funds(balance=10, reserved=0)


@pytest.mark.parametrize(
    "movement", ["grant", "reserve", "capture", "release", "take back"]
)
async def test_a_movement_asked_for_twice_happens_once(
    sessions: Sessions, account_id: UUID, movement: str
) -> None:
    song_id = uuid4()
    if movement in {"capture", "release"}:
        await reserve(sessions, account_id, song_id)

    seen = []
    for _ in range(2):
        async with sessions.begin() as session:
            ledger = Ledger(session)
            match movement:
                case "grant":
                    await ledger.grant(account_id, 5, key="order:1", note="")
                case "reserve":
                    await ledger.reserve(account_id, 1, song_id=song_id)
                case "capture":
                    await ledger.capture(account_id, song_id=song_id)
                case "take back":
                    await ledger.take_back(
                        account_id, 5, order_id=song_id, key="refund:1", note=""
                    )
                case _:
                    await ledger.release(account_id, song_id=song_id)
        seen.append(await funds(sessions, account_id))

    assert seen[0] == seen[1]
    assert seen[0] != Funds(balance=10, reserved=0) or movement == "release"


async def test_more_than_is_available_cannot_be_reserved(
    sessions: Sessions, account_id: UUID
) -> None:
    with pytest.raises(InsufficientCredits) as refusal:
        async with sessions.begin() as session:
            await Ledger(session).reserve(account_id, 11, song_id=uuid4())

    assert (refusal.value.available, refusal.value.price) == (10, 11)
    assert await funds(sessions, account_id) == Funds(balance=10, reserved=0)


async def test_a_late_reserve_finds_the_release_and_does_nothing(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    async with sessions.begin() as session:
        await Ledger(session).release(account_id, song_id=song_id)

    with pytest.raises(AlreadyReleased):
        await reserve(sessions, account_id, song_id)

    assert await funds(sessions, account_id) == Funds(balance=10, reserved=0)


async def test_a_released_credit_cannot_be_captured(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    await reserve(sessions, account_id, song_id)
    async with sessions.begin() as session:
        await Ledger(session).release(account_id, song_id=song_id)

    with pytest.raises(AlreadyReleased):
        async with sessions.begin() as session:
            await Ledger(session).capture(account_id, song_id=song_id)


async def test_a_captured_credit_is_not_released(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    await reserve(sessions, account_id, song_id)
    async with sessions.begin() as session:
        await Ledger(session).capture(account_id, song_id=song_id)

    async with sessions.begin() as session:
        is_free = await Ledger(session).release(account_id, song_id=song_id)

    assert not is_free
    assert await funds(sessions, account_id) == Funds(balance=9, reserved=0)


async def test_nothing_is_captured_that_was_not_reserved(
    sessions: Sessions, account_id: UUID
) -> None:
    with pytest.raises(NothingReserved):
        async with sessions.begin() as session:
            await Ledger(session).capture(account_id, song_id=uuid4())


async def test_a_refund_takes_back_no_more_than_is_available(
    sessions: Sessions, account_id: UUID
) -> None:
    async with sessions.begin() as session:
        await Ledger(session).reserve(account_id, 4, song_id=uuid4())

    taken = []
    for key, amount in (("first", 2), ("second", 9), ("third", 1), ("second", 9)):
        async with sessions.begin() as session:
            taken.append(
                await Ledger(session).take_back(
                    account_id, amount, order_id=uuid4(), key=key, note=""
                )
            )

    assert taken == [2, 4, 0, 4]
    assert await funds(sessions, account_id) == Funds(balance=4, reserved=4)


async def test_racing_reserves_never_overdraw(
    sessions: Sessions, account_id: UUID
) -> None:
    async with sessions.begin() as session:
        await Ledger(session).grant(account_id, 90, key="more", note="")
    turns = asyncio.Semaphore(20)

    async def attempt() -> bool:
        async with turns:
            try:
                await reserve(sessions, account_id, uuid4())
            except InsufficientCredits:
                return False
            return True

    won = await asyncio.gather(*(attempt() for _ in range(500)))

    assert sum(won) == 100
    assert await funds(sessions, account_id) == Funds(balance=100, reserved=100)


async def test_capture_and_release_race_to_one_end(
    sessions: Sessions, account_id: UUID
) -> None:
    songs = [uuid4() for _ in range(100)]
    async with sessions.begin() as session:
        await Ledger(session).grant(account_id, 90, key="more", note="")
        for song_id in songs:
            await Ledger(session).reserve(account_id, 1, song_id=song_id)
    turns = asyncio.Semaphore(20)

    async def capture(song_id: UUID) -> bool:
        try:
            async with turns, sessions.begin() as session:
                await Ledger(session).capture(account_id, song_id=song_id)
        except AlreadyReleased:
            return False
        return True

    async def release(song_id: UUID) -> bool:
        async with turns, sessions.begin() as session:
            return await Ledger(session).release(account_id, song_id=song_id)

    races = await asyncio.gather(
        *(asyncio.gather(capture(song_id), release(song_id)) for song_id in songs)
    )

    assert all(sum(outcome) == 1 for outcome in races)
    captured = sum(outcome[0] for outcome in races)
    after = await funds(sessions, account_id)
    assert after == Funds(balance=100 - captured, reserved=0)


async def test_a_statement_shows_the_balance_after_each_entry(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    await reserve(sessions, account_id, song_id)
    async with sessions.begin() as session:
        await Ledger(session).capture(account_id, song_id=song_id)

    async with sessions() as session:
        entries = await Ledger(session).entries(account_id, limit=10)

    assert [(e.kind, e.amount, e.balance_after) for e in entries] == [
        ("capture", -1, 9),
        ("reserve", 0, 10),
        ("grant", 10, 10),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount = 99",
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries",
        "UPDATE credit_accounts SET balance = 99",
    ],
)
async def test_the_database_refuses_to_rewrite_the_ledger(
    sessions: Sessions, account_id: UUID, statement: str
) -> None:
    with pytest.raises(DBAPIError, match=r"append-only|only through"):
        async with sessions.begin() as session:
            await session.execute(text(statement))

    assert await funds(sessions, account_id) == Funds(balance=10, reserved=0)


ENTRY = text(
    "INSERT INTO ledger_entries"
    " (id, account_id, kind, amount, reserved, song_id, note, idempotency_key, created_at)"
    " VALUES (gen_random_uuid(), :account, :kind, :amount, :reserved, :song, '',"
    " gen_random_uuid()::text, now())"
)


@pytest.mark.parametrize(
    ("kind", "amount", "reserved"),
    [
        ("reserve", 0, 11),
        ("capture", -1, -1),
        ("release", 0, -1),
        ("grant", -1, 0),
        ("take_back", 1, 0),
        ("take_back", -11, 0),
        ("reserve", -1, 0),
        ("gift", 1, 0),
    ],
)
async def test_the_database_refuses_an_entry_that_cannot_be(
    sessions: Sessions, account_id: UUID, kind: str, amount: int, reserved: int
) -> None:
    values = {"account": account_id, "kind": kind, "song": uuid4()}

    with pytest.raises(IntegrityError):
        async with sessions.begin() as session:
            await session.execute(
                ENTRY, {**values, "amount": amount, "reserved": reserved}
            )


async def test_the_database_allows_a_song_one_end(
    sessions: Sessions, account_id: UUID
) -> None:
    song_id = uuid4()
    values = {"account": account_id, "song": song_id}
    async with sessions.begin() as session:
        await Ledger(session).reserve(account_id, 2, song_id=song_id)
        await session.execute(
            ENTRY, {**values, "kind": "release", "amount": 0, "reserved": -1}
        )

    with pytest.raises(IntegrityError, match="one_end"):
        async with sessions.begin() as session:
            await session.execute(
                ENTRY, {**values, "kind": "capture", "amount": -1, "reserved": -1}
            )
