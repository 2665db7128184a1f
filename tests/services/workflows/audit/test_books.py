"""What breaks a rule of the database is found, by its ids, and nothing else is."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.contracts.audit import Audit
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from tests.services.workflows.audit.world import AT_REST, QUOTA, World

DEEP = Audit(settle_seconds=0, grace_seconds=0, is_deep=True)
ENTRY = """
    INSERT INTO ledger_entries (id, account_id, kind, amount, reserved, balance_after,
                                song_id, order_id, note, idempotency_key, created_at)
    VALUES (gen_random_uuid(), %(owner)s, """


@dataclass(frozen=True, kw_only=True, slots=True)
class Mishap:
    """Statements that break something, and what is to be found: ids by their names."""

    statements: tuple[str, ...]
    found: set[tuple[str, ...]]


MISHAPS = {
    "a balance that is not the sum of its entries": Mishap(
        statements=("UPDATE credit_accounts SET balance = balance + 7",),
        found={("I1 balance", "owner")},
    ),
    "more set aside than the pending holds": Mishap(
        statements=("UPDATE credit_accounts SET reserved = 3",),
        found={("I2 set-aside", "owner")},
    ),
    "an account that is overdrawn": Mishap(
        statements=(
            "ALTER TABLE credit_accounts DROP CONSTRAINT"
            " credit_accounts_never_overdrawn",
            "UPDATE credit_accounts SET reserved = balance + 1",
        ),
        found={("I2 set-aside", "owner"), ("I3 available", "owner")},
    ),
    "a credit that was taken and released": Mishap(
        statements=(
            "DROP INDEX ledger_entries_one_end_a_song",
            ENTRY + "'release', 0, 0, 0, %(ready)s, NULL, '', 'again', now())",
        ),
        found={("I4 hold", "ready", "owner"), ("I7 released", "ready")},
    ),
    "a credit that was held twice": Mishap(
        statements=(
            ENTRY + "'reserve', 0, 1, 0, %(ready)s, NULL, '', 'again', now())",
        ),
        found={("I4 hold", "ready", "owner")},
    ),
    "a credit that was taken and never held": Mishap(
        statements=(
            "DELETE FROM ledger_entries WHERE kind = 'reserve' AND song_id = %(ready)s",
        ),
        found={("I4 hold", "ready", "owner")},
    ),
    "a song that ended and has no end": Mishap(
        statements=("UPDATE songs SET finished_at = NULL WHERE id = %(ready)s",),
        found={("I5 end", "ready")},
    ),
    "a ready song that was not paid": Mishap(
        statements=("UPDATE songs SET status = 'ready' WHERE id = %(failed)s",),
        found={
            ("I6 taken", "failed"),
            ("I6 recorded", "failed"),
            ("I7 released", "failed"),
        },
    ),
    "a song that failed and keeps its credit": Mishap(
        statements=(
            "DELETE FROM ledger_entries"
            " WHERE kind = 'release' AND song_id = %(failed)s",
        ),
        found={
            ("I2 set-aside", "owner"),
            ("I7 released", "failed"),
            ("I11 held", "failed", "owner"),
        },
    ),
    "an order that granted twice": Mishap(
        statements=(
            "DROP INDEX ledger_entries_one_grant_an_order",
            ENTRY + "'grant', 5, 0, 0, NULL, %(order)s, '', 'again', now())",
        ),
        found={("I1 balance", "owner"), ("I9 order", "order", "owner")},
    ),
    "an order that took back more than it granted": Mishap(
        statements=(
            "UPDATE ledger_entries SET amount = -9 WHERE kind = 'take_back'",
            "ALTER TABLE orders DROP CONSTRAINT orders_take_back_at_most_the_grant",
            "UPDATE orders SET credits_taken_back = 9",
        ),
        found={("I1 balance", "owner"), ("I9 order", "order", "owner")},
    ),
    "an order whose row says something else": Mishap(
        statements=("UPDATE orders SET credits_granted = 50",),
        found={("I9 order", "order", "owner")},
    ),
    "a grant for an order that nobody knows": Mishap(
        statements=("DELETE FROM orders",),
        found={("I9 order", "order", "owner")},
    ),
    "a delivery that was kept and not applied": Mishap(
        statements=("UPDATE webhook_deliveries SET outcome = ''",),
        found={("I10 inbox", "msg_1")},
    ),
    "a delivery that was kept twice": Mishap(
        statements=(
            "ALTER TABLE webhook_deliveries DROP CONSTRAINT webhook_deliveries_pkey",
            "INSERT INTO webhook_deliveries SELECT * FROM webhook_deliveries",
        ),
        found={("I10 inbox", "msg_1")},
    ),
    "a movement that was written twice": Mishap(
        statements=(
            "ALTER TABLE ledger_entries DROP CONSTRAINT"
            " ledger_entries_idempotency_key_key",
            ENTRY + "'release', 0, 0, 0, NULL, NULL, '', 'start', now())",
        ),
        found={("I10 movement", "start", "owner")},
    ),
}


@pytest.mark.parametrize("look", [AT_REST, DEEP, Audit()], ids=["rest", "deep", "live"])
async def test_where_all_is_well_nothing_is_found(world: World, look: Audit) -> None:
    report = await world.report(look)

    assert report.violations == []
    assert report.is_clean
    assert (report.seen.songs, report.seen.objects) == (2, 3)


@pytest.mark.parametrize("name", MISHAPS)
async def test_the_audit_finds(name: str, world: World) -> None:
    mishap, names = MISHAPS[name], world.names()
    world.break_by(*mishap.statements)

    found = await world.found()

    assert found == {
        (rule, *(names.get(name, name) for name in subjects))
        for rule, *subjects in mishap.found
    }


async def test_what_is_found_says_what_is_wrong(world: World) -> None:
    world.break_by("UPDATE credit_accounts SET balance = balance + 7")

    [violation] = await world.violations()

    assert str(violation) == (
        f"I1: the balance of account {world.owner_id} is 19, its entries make 12"
    )


async def test_a_song_that_never_ends_is_found(world: World) -> None:
    song_id = await _in_the_making(world)
    assert await world.found() == set()
    async with world.sessions.begin() as session:
        song = await session.get_one(Song, song_id)
        song.created_at = utc_now() - timedelta(hours=25)

    assert await world.found() == {("I5 overdue", str(song_id))}


async def test_somebody_with_more_unfinished_songs_than_the_quota_is_found(
    world: World,
) -> None:
    for _ in range(QUOTA):
        await _in_the_making(world)
    assert await world.found() == set()

    await _in_the_making(world)

    assert await world.found() == {("I12 quota", str(world.owner_id))}


async def _in_the_making(world: World) -> UUID:
    song_id = uuid4()
    await world.ask(song_id, status=SongStatus.RUNNING)
    await world.hold(song_id)
    await world.start(song_id)
    return song_id
