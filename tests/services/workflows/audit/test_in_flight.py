"""What is on its way is no violation; what does not move any more is one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.worker import Worker
from typing_extensions import override

from services.workflows.worker import WORKFLOWS
from shared.contracts import object_keys, task_queues
from shared.contracts.accounts import ERASE_ACCOUNT, EraseAccount, erasure_workflow_id
from shared.contracts.audit import Audit
from shared.contracts.songs import (
    DELETE_SONG,
    EXPORT_WAV,
    DeleteObjects,
    DeleteSong,
    ExportWav,
    deletion_workflow_id,
    export_workflow_id,
    workflow_id,
)
from shared.domain.songs import SongStatus
from tests.e2e.waiting import until_true
from tests.fakes.activities import FakeSongs
from tests.services.workflows.audit.world import World

GRACEFUL = Audit(settle_seconds=0)


async def test_a_song_whose_workflow_is_open(world: World) -> None:
    song_id = uuid4()
    await world.ask(song_id)
    await world.hold(song_id)

    await world.start(song_id)

    assert await world.found() == set()


async def test_a_song_that_was_just_asked_for(world: World) -> None:
    song_id = uuid4()
    await world.ask(song_id)
    await world.hold(song_id)

    assert await world.found(GRACEFUL) == set()
    assert await world.found() == {("I11 left", str(song_id), str(world.owner_id))}


async def test_a_song_whose_workflow_was_terminated_is_found(world: World) -> None:
    song_id = uuid4()
    await world.ask(song_id, status=SongStatus.RUNNING)
    await world.hold(song_id)
    await world.start(song_id)
    await world.temporal.get_workflow_handle(workflow_id(song_id)).terminate()

    assert await world.found() == {("I11 left", str(song_id), str(world.owner_id))}


async def test_a_hold_for_a_song_that_is_gone_is_found(world: World) -> None:
    song_id = uuid4()
    await world.hold(song_id)

    [violation] = await world.violations()

    assert violation.subjects == (str(song_id), str(world.owner_id))
    assert "1 of account" in str(violation)


@pytest.mark.parametrize("which", ["ready", "gone"])
async def test_a_workflow_whose_song_is_not_unfinished_is_found(
    world: World, which: str
) -> None:
    song_id = world.ready_id if which == "ready" else uuid4()
    await world.start(song_id)
    await _is_listed(world, 1)

    assert await world.found() == {("I11 surplus", workflow_id(song_id))}
    assert await world.found(GRACEFUL) == set()


async def test_a_song_that_is_being_deleted(world: World) -> None:
    """Its row goes first, then its hold, then what it has stored; its workflow stops."""
    song_id = uuid4()
    await world.hold(song_id)
    await world.start(song_id)
    world.store(object_keys.mp3(song_id))
    await world.temporal.start_workflow(
        DELETE_SONG,
        DeleteSong(song_id=song_id, owner_id=world.owner_id),
        id=deletion_workflow_id(song_id),
        task_queue=task_queues.WORKFLOWS,
    )
    await _is_listed(world, 2)
    assert await world.found() == set()

    await world.temporal.get_workflow_handle(workflow_id(song_id)).terminate()
    await world.temporal.get_workflow_handle(deletion_workflow_id(song_id)).terminate()

    assert await world.found() == {
        ("I8 orphan", str(song_id), object_keys.mp3(song_id)),
        ("I11 held", str(song_id), str(world.owner_id)),
    }


async def test_a_wav_that_is_being_made(world: World) -> None:
    key = object_keys.wav(world.ready_id)
    world.store(key)
    export = await world.temporal.start_workflow(
        EXPORT_WAV,
        ExportWav(song_id=world.ready_id),
        id=export_workflow_id(world.ready_id),
        task_queue=task_queues.WORKFLOWS,
    )
    assert await world.found() == set()

    await export.terminate()

    assert await world.found() == {("I8 unrecorded", str(world.ready_id), key)}


async def test_an_account_that_is_being_erased(world: World) -> None:
    song_id = uuid4()
    await world.ask(song_id)
    await world.hold(song_id)
    erasure = await world.temporal.start_workflow(
        ERASE_ACCOUNT,
        EraseAccount(user_id=world.owner_id),
        id=erasure_workflow_id(world.owner_id),
        task_queue=task_queues.WORKFLOWS,
    )
    assert await world.found() == set()

    await erasure.terminate()

    assert await world.found() == {("I11 left", str(song_id), str(world.owner_id))}


async def test_a_song_that_is_being_undone(world: World) -> None:
    """Its row says that it failed, and its workflow still clears the bucket."""
    songs = SlowCleaning(credits=0)
    world.store(object_keys.cover(world.failed_id))
    async with _worker(world, songs):
        await world.start(world.failed_id)
        await songs.cleaning.wait()
        await _is_listed(world, 1)

        found = await world.found()

        songs.may_end.set()
    assert found == set()


async def test_what_is_over_by_the_second_look_is_none(world: World) -> None:
    key = object_keys.mp3(uuid4())
    world.store(key)
    told = []

    def mend(said: str) -> None:
        told.append(said)
        if "again in a moment" in said:
            world.storage.delete_prefix(key.rpartition("/")[0] + "/")

    report = await world.report(tell=mend)

    assert report.violations == []
    assert any("1 suspected" in said for said in told)


async def test_what_begins_only_between_the_looks_is_none_yet(world: World) -> None:
    world.store(object_keys.mp3(world.failed_id))

    def break_more(said: str) -> None:
        if "again in a moment" in said:
            world.store(object_keys.cover(world.failed_id))

    report = await world.report(tell=break_more)

    [violation] = report.violations
    assert violation.subjects[1] == object_keys.mp3(world.failed_id)


@dataclass
class SlowCleaning(FakeSongs):
    """Has no credit, so that each song is undone; and cleans only when a test lets it."""

    cleaning: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    @override
    @activity.defn
    async def delete_objects(self, request: DeleteObjects) -> None:
        self.cleaning.set()
        await self.may_end.wait()


@asynccontextmanager
async def _worker(world: World, songs: FakeSongs) -> AsyncIterator[None]:
    async with Worker(
        world.temporal,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=[songs.reserve_credits, songs.end_song, songs.delete_objects],
    ):
        yield


async def _is_listed(world: World, count: int) -> None:
    """Temporal's index lags behind: wait until it knows of the open workflows."""

    async def is_so() -> bool:
        found = await world.temporal.count_workflows("ExecutionStatus = 'Running'")
        return found.count == count

    await until_true(is_so, what="the workflows are listed", within_seconds=20)
