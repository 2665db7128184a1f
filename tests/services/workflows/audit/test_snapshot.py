"""What an audit reads of the database is of one moment, and it changes nothing."""

import psycopg
import pytest
from psycopg.sql import SQL

from services.workflows.audit.outages import CannotAsk
from services.workflows.audit.snapshot import Snapshot, snapshot_of
from tests.services.workflows.audit.world import World


async def test_all_answers_are_of_the_same_moment(world: World) -> None:
    async with snapshot_of(world.places.database) as snapshot:
        before = await _songs(snapshot)

        with psycopg.connect(world.url()) as connection:
            connection.execute("DELETE FROM songs")

        assert await _songs(snapshot) == before == 2
    async with snapshot_of(world.places.database) as later:
        assert await _songs(later) == 0


async def test_rows_come_whole_however_many_they_are(world: World) -> None:
    query = SQL("SELECT number FROM generate_series(1, %(last)s) AS number")

    async with snapshot_of(world.places.database) as snapshot:
        found = [row["number"] async for row in snapshot.rows(query, {"last": 5_001})]

    assert found == [*range(1, 5_002)]


async def test_nothing_can_be_written(world: World) -> None:
    # A cursor reads by itself; a function that writes would be the way around it.
    query = SQL("SELECT nextval('ledger_entries_position_seq')")

    async with snapshot_of(world.places.database) as snapshot:
        with pytest.raises(CannotAsk, match="read-only transaction"):
            _ = [row async for row in snapshot.rows(query, {})]


async def _songs(snapshot: Snapshot) -> int:
    query = SQL("SELECT count(*) AS number FROM songs")
    [row] = [row async for row in snapshot.rows(query, {})]
    number: int = row["number"]
    return number
