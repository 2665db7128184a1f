"""Rows whose time is over go; what somebody can still use stays."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlmodel import SQLModel, select

from services.workflows.upkeep.errands import Tools
from shared.contracts.upkeep import Errand
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.checkout import Checkout
from shared.models.idempotency import IdempotentRequest
from shared.models.listen import Listen
from shared.models.rate_bucket import RateBucket
from shared.models.session import Session
from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.models.song import Song
from tests.services.workflows.erasing import add
from tests.services.workflows.upkeep.leftovers import a_song, look, mend

EXPIRY = Errand.EXPIRY
TABLES: tuple[type[SQLModel], ...] = (
    Session,
    SingleUseToken,
    IdempotentRequest,
    RateBucket,
    Listen,
    Checkout,
)


def rows(user_id: UUID, song_id: UUID, *, is_over: bool) -> Sequence[SQLModel]:
    """One of each kind: just past its time, with the hour for slow clocks, or not yet."""
    late = timedelta(minutes=1) if is_over else timedelta(minutes=-1)
    now = utc_now()
    an_hour, a_day = now - timedelta(hours=1) - late, now - timedelta(days=1) - late
    digest = uuid4().bytes * 2
    return (
        Session(user_id=user_id, token_sha256=digest, expires_at=an_hour),
        SingleUseToken(
            token_sha256=digest, purpose=TokenPurpose.OAUTH, expires_at=an_hour
        ),
        IdempotentRequest(
            user_id=user_id,
            key=uuid4().hex,
            body_sha256=digest,
            song_ids=[],
            created_at=a_day - timedelta(hours=1),
        ),
        RateBucket(key=uuid4().hex, tokens=1, updated_at=an_hour),
        Listen(song_id=song_id, listener=uuid4(), last_counted_at=an_hour),
        Checkout(user_id=user_id, product_id=uuid4().hex, expires_at=a_day),
    )


async def kept(sessions: Sessions) -> dict[str, int]:
    async with sessions() as session:
        return {
            str(table.__tablename__): len((await session.exec(select(table))).all())
            for table in TABLES
        }


async def test_what_is_over_is_counted_then_deleted_once_and_the_rest_stays(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara)
    await add(tools.sessions, *rows(mara, song_id, is_over=True))
    await add(tools.sessions, *rows(mara, song_id, is_over=False))
    one_of_each = {str(table.__tablename__): 1 for table in TABLES}

    told = await look(EXPIRY, tools)
    untouched = await kept(tools.sessions)
    report = await mend(EXPIRY, tools)

    assert told.found == report.found == one_of_each
    assert set(untouched.values()) == {2}
    assert report.done == len(TABLES)
    assert await kept(tools.sessions) == one_of_each
    assert (await mend(EXPIRY, tools)).found == {}


async def test_listens_of_people_stay_and_those_of_visitors_stay_counted(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara)
    long_ago = utc_now() - timedelta(days=9)
    await add(
        tools.sessions,
        Listen(song_id=song_id, listener=mara, user_id=mara, last_counted_at=long_ago),
        Listen(song_id=song_id, listener=uuid4(), last_counted_at=long_ago),
    )

    assert (await mend(EXPIRY, tools)).found == {"listens": 1}
    async with tools.sessions() as session:
        assert (await session.get_one(Song, song_id)).listen_count == 2


async def test_a_checkout_that_somebody_holds_stays(tools: Tools, mara: UUID) -> None:
    now, long_ago = utc_now(), utc_now() - timedelta(days=9)
    await add(
        tools.sessions,
        Checkout(user_id=mara, product_id="a", expires_at=long_ago, held_until=now),
        Checkout(user_id=mara, product_id="b", held_until=long_ago),
        Checkout(user_id=mara, product_id="c"),
    )

    assert (await mend(EXPIRY, tools)).found == {"checkouts": 1}


async def test_no_transaction_deletes_more_than_a_thousand(tools: Tools) -> None:
    await fill(tools.sessions, 2500)

    report = await mend(EXPIRY, tools)

    assert report.done == 2500
    async with tools.sessions() as session:
        sizes = (await session.execute(_SIZES)).scalars().all()
    assert sorted(sizes) == [500, 1000, 1000]


_FILL = text(
    "INSERT INTO rate_buckets (key, tokens, updated_at)"
    " SELECT n::text, 1, now() - interval '2 hours' FROM generate_series(1, :rows) n"
)
# Rows that were deleted are told apart by the transaction that did it.
_WATCH = (
    "CREATE TABLE deletions (transaction bigint)",
    "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " INSERT INTO deletions VALUES (txid_current()); RETURN OLD; END $$",
    "CREATE TRIGGER watch AFTER DELETE ON rate_buckets"
    " FOR EACH ROW EXECUTE FUNCTION watch()",
)
_SIZES = text("SELECT count(*) FROM deletions GROUP BY transaction")


async def fill(sessions: Sessions, count: int) -> None:
    async with sessions.begin() as session:
        for statement in _WATCH:
            await session.execute(text(statement))
        await session.execute(_FILL, {"rows": count})


async def test_a_row_that_somebody_holds_keeps_nobody_waiting(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara)
    await add(tools.sessions, *rows(mara, song_id, is_over=True))

    async with tools.sessions.begin() as session:
        await session.exec(select(Session).with_for_update())
        report = await mend(EXPIRY, tools)

    assert report.done == len(TABLES) - 1
    assert (await kept(tools.sessions))["sessions"] == 1
    assert (await mend(EXPIRY, tools)).done == 1
