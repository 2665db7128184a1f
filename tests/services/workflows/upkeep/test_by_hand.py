"""The upkeep from the command line: it tells, and does nothing until it is told to."""

import asyncio
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from temporalio.service import RPCError

from devstack.child_environment import inherited
from services.workflows.upkeep.by_hand import run_errands
from services.workflows.upkeep.errands import Tools
from shared.contracts import object_keys
from shared.contracts.upkeep import Errand
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.session import Session
from shared.settings import StorageSettings, TemporalSettings
from tests.services.workflows.erasing import add
from tests.services.workflows.upkeep.leftovers import (
    a_song,
    put,
    state,
    status_of_workflow,
)


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


@pytest.fixture
def environment(
    database_url: str, temporal_settings: TemporalSettings, bucket: StorageSettings
) -> dict[str, str]:
    return {
        **inherited(),
        "DATABASE_URL": database_url,
        "TEMPORAL_ADDRESS": temporal_settings.address,
        "S3_ENDPOINT_URL": str(bucket.s3_endpoint_url),
        "S3_BUCKET_NAME": bucket.s3_bucket_name,
        "AWS_ACCESS_KEY_ID": bucket.aws_access_key_id,
        "AWS_SECRET_ACCESS_KEY": bucket.aws_secret_access_key.get_secret_value(),
    }


async def upkeep(environment: Mapping[str, str], *words: str) -> Said:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.workflows.upkeep", *words),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    assert child.returncode is not None
    return Said(child.returncode, out.decode(), err.decode())


@pytest.fixture
async def stranded(tools: Tools, mara: UUID) -> UUID:
    return await a_song(tools.sessions, mara)


@pytest.fixture
async def expired(tools: Tools, mara: UUID) -> None:
    long_ago = utc_now() - timedelta(days=1)
    await add(
        tools.sessions,
        Session(user_id=mara, token_sha256=uuid4().bytes, expires_at=long_ago),
    )


async def test_it_tells_what_it_would_do_and_does_it_when_told_to(
    environment: dict[str, str], tools: Tools, stranded: UUID, expired: None
) -> None:
    told = await upkeep(environment)
    with pytest.raises(RPCError):
        await status_of_workflow(tools, stranded)
    done = await upkeep(environment, "--apply")
    calm = await upkeep(environment, "--apply")

    assert (told.status, done.status, calm.status) == (0, 0, 0), told.err + done.err
    assert told.out.splitlines() == [
        "songs: 1 looked at, nothing was changed.",
        "  1 song_not_started:",
        f"    {stranded}",
        "holds: 1 looked at, nothing to do.",
        "objects: 0 looked at, nothing to do.",
        "expiry: 1 looked at, nothing was changed.",
        "  1 sessions",
    ]
    assert "songs: 1 looked at, 1 dealt with." in done.out
    assert "expiry: 1 looked at, 1 dealt with." in done.out
    assert await status_of_workflow(tools, stranded) == "RUNNING"
    assert calm.out.count("nothing to do") == 4


async def test_only_what_is_named_is_done(
    environment: dict[str, str], tools: Tools, stranded: UUID, expired: None
) -> None:
    done = await upkeep(environment, "expiry", "--apply")
    wrong = await upkeep(environment, "everything")

    assert done.out.splitlines()[0] == "expiry: 1 looked at, 1 dealt with."
    assert "songs" not in done.out
    with pytest.raises(RPCError):
        await status_of_workflow(tools, stranded)
    assert wrong.status == 2
    assert "everything" in wrong.err


async def test_without_temporal_one_line_says_so_and_the_rest_is_done(
    environment: dict[str, str], tools: Tools, stranded: UUID, expired: None
) -> None:
    away = {**environment, "TEMPORAL_ADDRESS": f"127.0.0.1:{a_free_port()}"}

    said = await upkeep(away, "--apply")

    assert said.status == 1
    [line] = said.err.splitlines()
    assert line.startswith("Temporal (TEMPORAL_ADDRESS) cannot be asked: ")
    assert line.endswith("Not finished: songs, holds, objects.")
    assert said.out.splitlines()[0] == "expiry: 1 looked at, 1 dealt with."
    assert (await state(tools.sessions, stranded))[0] == SongStatus.QUEUED


@pytest.mark.parametrize(
    ("name", "value", "place", "left"),
    [
        (
            "DATABASE_URL",
            "postgresql+psycopg://a:b@127.0.0.1:{port}/c",
            "Postgres",
            list(Errand),
        ),
        (
            "S3_ENDPOINT_URL",
            "http://127.0.0.1:{port}",
            "The bucket",
            [Errand.OBJECTS],
        ),
    ],
)
async def test_so_it_is_with_each_other_server(
    environment: dict[str, str], name: str, value: str, place: str, left: list[Errand]
) -> None:
    away = {**environment, name: value.format(port=a_free_port())}

    said = await upkeep(away)

    assert said.status == 1
    [line] = said.err.splitlines()
    assert line.startswith(f"{place} ({name}) cannot be asked: ")
    assert line.endswith(f" Not finished: {', '.join(left)}.")
    assert "a:b" not in said.err
    assert said.out.count("nothing to do") == 4 - len(left)


async def test_a_bucket_of_another_database_is_left_and_told(
    tools: Tools, tmp_path: Path
) -> None:
    for _ in range(21):
        put(tools.storage, object_keys.mp3(uuid4()), tmp_path)
    told: list[str] = []
    complaints: list[str] = []

    for apply in (False, True):
        assert not await run_errands(
            list(Errand),
            tools,
            apply=apply,
            tell=told.append,
            complain=complaints.append,
        )

    assert len(told) == 6
    assert len(complaints) == 2
    assert all(line.startswith("Of 21 songs in a row") for line in complaints)
    assert all(line.endswith("Not finished: objects.") for line in complaints)


def a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
