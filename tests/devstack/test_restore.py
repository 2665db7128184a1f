"""A backup is worth what its restore is: a real dump, put back, is the service it was."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine
from temporalio.client import Client

from devstack.postgres import Postgres
from services import gateway
from services.workflows.upkeep.errands import Tools
from services.workflows.upkeep.parts import Graces
from shared.contracts import object_keys
from shared.contracts.upkeep import Errand
from shared.db import Sessions
from shared.s3 import S3Storage, connect
from shared.settings import StorageSettings
from tests.devstack.restoring import (
    REFUSED,
    Restored,
    dumped_and_restored,
    publish,
    rows,
    shape_of,
)
from tests.services.workflows.audit.world import FILES, World, places_of
from tests.services.workflows.upkeep.leftovers import NO_GRACE, look

SUMS = """
    SELECT account.id, balance, account.reserved, sum(amount), sum(entry.reserved),
           count(*)
    FROM credit_accounts AS account JOIN ledger_entries AS entry
    ON entry.account_id = account.id GROUP BY account.id ORDER BY account.id"""
NEWS = "SELECT song_id, published_at FROM feed_songs"


@pytest.fixture
def bucket(storage_settings: StorageSettings) -> StorageSettings:
    """An own one: a restore is judged by all that lies in it."""
    name = f"restored-{uuid4().hex}"
    connect(storage_settings).create_bucket(Bucket=name)
    return storage_settings.model_copy(update={"s3_bucket_name": name})


@pytest.fixture
async def world(
    database_url: str,
    sessions: Sessions,
    bucket: StorageSettings,
    temporal: Client,
    tmp_path: Path,
) -> World:
    """Somebody who bought credits, with a published song and one that failed."""
    made = World(
        sessions=sessions,
        places=places_of(database_url, S3Storage(bucket), temporal),
        storage_settings=bucket,
        folder=tmp_path,
    )
    await made.furnish()
    await publish(made.sessions, made.ready_id, is_public=True)
    return made


@pytest.fixture
async def restored(
    world: World, postgres: Postgres, tmp_path: Path
) -> AsyncIterator[Restored]:
    async with dumped_and_restored(world, postgres, tmp_path / "dump") as restored:
        yield restored


def test_its_schema_is_at_head(restored: Restored) -> None:
    scripts = ScriptDirectory(str(Path(str(gateway.__path__[0])) / "migrations"))
    engine = create_engine(str(restored.world.places.database.url), poolclass=NullPool)

    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()

    assert found == (scripts.get_current_head(),)


def test_nothing_of_its_schema_was_lost(restored: Restored) -> None:
    shape = shape_of(restored.world)

    assert shape == shape_of(restored.before)
    assert {kind for kind, *_ in shape} == {
        *("constraint", "extension", "function", "index", "trigger")
    }


def test_its_ledger_has_the_sums_of_the_moment_of_the_dump(restored: Restored) -> None:
    [(owner, balance, reserved, amounts, holds, entries)] = rows(restored.world, SUMS)

    # Ten at the start, five bought, two of them taken back, one spent.
    assert (owner, balance, amounts) == (restored.world.owner_id, 12, 12)
    assert (reserved, holds, entries) == (0, 0, 7)
    [(_, later_balance, *_)] = rows(restored.before, SUMS)
    assert later_balance == 11


@pytest.mark.parametrize("name", REFUSED)
def test_what_must_be_refused_still_is(restored: Restored, name: str) -> None:
    statement, reason = REFUSED[name]

    with (
        psycopg.connect(restored.world.url()) as connection,
        pytest.raises(psycopg.Error, match=reason),
    ):
        connection.execute(statement)


async def test_it_goes_on_where_it_was(restored: Restored) -> None:
    """Positions go on, the ledger moves its account, the feed follows its songs."""
    world, song_id = restored.world, uuid4()
    news = rows(world, NEWS)

    await world.ask(song_id)
    await world.hold(song_id)
    await publish(world.sessions, world.ready_id, is_public=False)

    assert [published for published, _ in news] == [world.ready_id]
    assert rows(world, NEWS) == []
    [(_, balance, reserved, *_)] = rows(world, SUMS)
    assert (balance, reserved) == (12, 1)


async def test_the_audit_finds_the_songs_made_since_and_nothing_else(
    restored: Restored,
) -> None:
    found = await restored.world.found()

    assert found == {
        ("I8 orphan", str(restored.later_id), key_of(restored.later_id))
        for key_of, _ in FILES.values()
    }
    assert await restored.before.found() == set()


async def test_the_upkeep_finds_them_too_once_they_are_a_day_old(
    restored: Restored,
) -> None:
    told = await look(Errand.OBJECTS, tools_of(restored.world, NO_GRACE))
    young = await look(Errand.OBJECTS, tools_of(restored.world, Graces()))

    assert told.found == {"object_of_no_song": len(FILES)}
    assert told.ids == {"object_of_no_song": [str(restored.later_id)]}
    assert young.found == {}


async def test_a_song_deleted_since_is_back_and_its_objects_are_missed(
    restored: Restored,
) -> None:
    world = restored.world
    world.storage.delete_prefix(object_keys.prefix(world.ready_id))
    world.storage.delete_prefix(object_keys.prefix(restored.later_id))

    found = await world.found()

    assert found == {
        ("I6 missing", str(world.ready_id), key_of(world.ready_id))
        for key_of, _ in FILES.values()
    }


def tools_of(world: World, graces: Graces) -> Tools:
    return Tools(
        sessions=world.sessions,
        client=world.temporal,
        storage=world.storage,
        storage_settings=world.storage_settings,
        graces=graces,
    )
