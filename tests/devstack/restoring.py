"""A database dumped to a file and restored into a new one, as the manual says."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, LiteralString
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import NullPool, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from devstack import binaries
from devstack.child_environment import inherited
from devstack.commands import run
from devstack.postgres import Postgres
from shared.db import Sessions, create_sessions
from shared.domain.songs import SongStatus
from shared.ledger import Ledger
from shared.models.song import Song
from shared.models.song_object import SongObject
from tests.services.workflows.audit.world import FILES, World, places_of

_SECONDS = 60.0

REFUSED: Final[Mapping[str, tuple[LiteralString, str]]] = {
    "update": ("UPDATE ledger_entries SET amount = 100", "append-only"),
    "delete": ("DELETE FROM ledger_entries", "append-only"),
    "truncate": ("TRUNCATE ledger_entries", "append-only"),
    "account": (
        "UPDATE credit_accounts SET balance = 100",
        "moves only through ledger_entries",
    ),
    "overdraft": (
        "INSERT INTO ledger_entries (id, account_id, kind, amount, reserved,"
        " balance_after, note, idempotency_key, created_at) SELECT"
        " gen_random_uuid(), id, 'reserve', 0, 1000, 0, '', 'k', now()"
        " FROM credit_accounts",
        "credit_accounts_never_overdrawn",
    ),
    "end": (
        "INSERT INTO ledger_entries (id, account_id, kind, amount, reserved,"
        " balance_after, song_id, note, idempotency_key, created_at) SELECT"
        " gen_random_uuid(), account_id, 'release', 0, 0, 0, song_id, '', 'k', now()"
        " FROM ledger_entries WHERE kind = 'capture'",
        "ledger_entries_one_end_a_song",
    ),
    "stranger": (
        "INSERT INTO song_objects SELECT gen_random_uuid(), name, key || 'x',"
        " content_type, size_bytes, sha256 FROM song_objects LIMIT 1",
        "song_objects_song_id_fkey",
    ),
}
"""What no database of ours lets anybody do, and why."""

# Without conditions: Postgres words those anew when it reads them back.
_SHAPE = """
    SELECT 'trigger', tgrelid::regclass || '.' || tgname,
           concat_ws(' ', tgfoid::regproc, tgtype, tgenabled, tgattr)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'constraint', conname,
           CASE contype WHEN 'c' THEN conrelid::regclass::text
           ELSE pg_get_constraintdef(oid) END
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', indexname, split_part(indexdef, ' WHERE ', 1) FROM pg_indexes
    WHERE schemaname = 'public'
    UNION ALL
    SELECT 'function', proname, prosrc FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'extension', extname, extversion FROM pg_extension
    ORDER BY 1, 2, 3"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    before: World
    world: World
    """The same bucket and Temporal, and the database as it was dumped."""
    later_id: UUID
    """A song that was made after the dump."""


@asynccontextmanager
async def dumped_and_restored(
    world: World, server: Postgres, file: Path
) -> AsyncIterator[Restored]:
    dump(world.url(), file)
    later_id = await _make_another(world)
    with empty_database(server) as url:
        restore(file, url)
        engine = create_async_engine(url, poolclass=NullPool)
        again = replace(
            world,
            sessions=create_sessions(engine),
            places=places_of(url, world.storage, world.temporal),
        )
        yield Restored(before=world, world=again, later_id=later_id)
        await engine.dispose()


def dump(database_url: str, file: Path) -> None:
    """As it is at one moment, whoever writes meanwhile."""
    _do("pg_dump", database_url, "--format=custom", f"--file={file}")


def restore(file: Path, database_url: str) -> None:
    """All of it or nothing, into an empty database."""
    options = ("--exit-on-error", "--single-transaction", "--no-owner")
    _do("pg_restore", database_url, *options, str(file))


@contextmanager
def empty_database(server: Postgres) -> Iterator[str]:
    name = f"restored_{uuid4().hex}"
    with server.connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.url_of(name)
    with server.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def _make_another(world: World) -> UUID:
    """A song that is ready and paid, with its objects."""
    song_id = uuid4()
    await world.ask(song_id, status=SongStatus.READY)
    await world.hold(song_id)
    path = world.folder / "object"
    path.write_bytes(b"music")
    async with world.sessions.begin() as session:
        await Ledger(session).capture(world.owner_id, song_id=song_id)
        for name, (key_of, content_type) in FILES.items():
            stored = world.storage.put_file(
                key_of(song_id), path, content_type=content_type, download_name=name
            )
            session.add(SongObject.of(name, stored, song_id=song_id))
    return song_id


async def publish(sessions: Sessions, song_id: UUID, *, is_public: bool) -> None:
    async with sessions.begin() as session:
        (await session.get_one(Song, song_id)).published = is_public


def rows(world: World, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(world.url()) as connection:
        return connection.execute(query).fetchall()


def shape_of(world: World) -> list[tuple[object, ...]]:
    """Kind, name and definition of all that a schema consists of beside its columns."""
    return rows(world, _SHAPE)


def _do(program: str, database_url: str, *options: str) -> None:
    url = make_url(database_url)
    where = (f"--host={url.host}", f"--port={url.port}", f"--username={url.username}")
    done = run(
        [str(binaries.postgres(program)), *where, f"--dbname={url.database}", *options],
        timeout_seconds=_SECONDS,
        environment={**inherited(), "PGPASSWORD": str(url.password)},
    )
    assert done.returncode == 0, done.stderr
