"""Terminated workflows undo nothing: the credit comes back all the same, once."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from temporalio import activity
from temporalio.client import Client
from typing_extensions import override

from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.upkeep.errands import Tools, parts_of
from shared.contracts import object_keys
from shared.contracts.songs import (
    ComposeAudio,
    ComposedAudio,
    EnterStage,
    ReserveCredits,
)
from shared.contracts.upkeep import Errand, ErrandReport
from shared.domain.credits import Funds
from shared.domain.songs import InvalidTransition, SongStage, SongStatus
from shared.ledger import AlreadyReleased
from shared.s3 import S3Storage
from tests.fakes.activities import StuckInference
from tests.fakes.workers import workers
from tests.services.workflows.test_song_activities import ending, publication
from tests.services.workflows.upkeep.leftovers import (
    a_song,
    begun,
    keys,
    look,
    mend,
    put,
    state,
    terminate,
)

HOLDS = Errand.HOLDS
ENDED = (SongStatus.FAILED, "interrupted", Funds(balance=10, reserved=0))
UNFINISHED = (SongStatus.RUNNING, None, Funds(balance=10, reserved=1))


@dataclass
class Storing(StuckInference):
    """Really keeps its music."""

    storage: S3Storage | None = None
    folder: Path = Path()

    @override
    @activity.defn
    def compose_audio(self, request: ComposeAudio) -> ComposedAudio:
        assert self.storage
        put(self.storage, object_keys.master(request.song_id), self.folder)
        return super().compose_audio(request)


@pytest.mark.parametrize("stage", ["compose", "finish"])
async def test_a_terminated_song_ends_with_its_credit_back_and_an_empty_prefix(
    tools: Tools,
    mara: UUID,
    temporal: Client,
    saga: DatabaseSongActivities,
    tmp_path: Path,
    stage: str,
) -> None:
    song_id = await a_song(tools.sessions, mara)
    inference = Storing(stuck_at=stage, storage=tools.storage, folder=tmp_path)
    async with workers(temporal, saga, inference):
        await mend(Errand.SONGS, tools)
        await asyncio.to_thread(inference.started.wait)
        assert (await mend(HOLDS, tools)).found == {}
        assert keys(tools.storage, song_id) == [object_keys.master(song_id)]
        await terminate(temporal, song_id)

        told = await look(HOLDS, tools)
        untouched = await state(tools.sessions, song_id)
        report = await mend(HOLDS, tools)

    assert untouched == UNFINISHED
    assert told.ids == report.ids == {"workflow_closed": [str(song_id)]}
    assert report.done == 1
    assert await state(tools.sessions, song_id) == ENDED
    assert keys(tools.storage, song_id) == []
    assert await mend(HOLDS, tools) == ErrandReport()


async def test_what_a_worker_stores_after_all_goes_with_the_next_look(
    tools: Tools, mara: UUID, tmp_path: Path
) -> None:
    song_id = await begun(tools, mara)
    await mend(HOLDS, tools)
    put(tools.storage, object_keys.master(song_id), tmp_path)

    report = await mend(Errand.OBJECTS, tools)

    assert report.ids == {"object_of_ended_song": [str(song_id)]}
    assert keys(tools.storage, song_id) == []


async def test_what_arrives_late_finds_the_fence(
    tools: Tools, mara: UUID, temporal: Client, saga: DatabaseSongActivities
) -> None:
    running, queued = await begun(tools, mara), await a_song(tools.sessions, mara)
    await mend(Errand.SONGS, tools)
    await terminate(temporal, queued)

    assert (await mend(HOLDS, tools)).done == 2

    with pytest.raises(InvalidTransition):
        await saga.publish_song(publication(running, mara))
    with pytest.raises(InvalidTransition):
        await saga.enter_stage(EnterStage(song_id=queued, stage=SongStage.WRITING))
    with pytest.raises(AlreadyReleased):
        await saga.reserve_credits(
            ReserveCredits(song_id=queued, owner_id=mara, amount=1)
        )
    assert await state(tools.sessions, running) == ENDED
    assert await state(tools.sessions, queued) == ENDED


async def test_a_song_whose_end_was_asked_for_is_cancelled_not_failed(
    tools: Tools, mara: UUID
) -> None:
    song_id = await begun(tools, mara, is_unwanted=True)

    await mend(HOLDS, tools)

    assert await state(tools.sessions, song_id) == (
        SongStatus.CANCELLED,
        None,
        Funds(balance=10, reserved=0),
    )


async def test_a_song_that_was_published_since_it_was_found_stays_paid_and_kept(
    tools: Tools, mara: UUID, saga: DatabaseSongActivities, tmp_path: Path
) -> None:
    song_id = await begun(tools, mara)
    put(tools.storage, object_keys.master(song_id), tmp_path)
    part = parts_of(HOLDS, tools)[0]
    [found] = (await part.find("")).found

    await saga.publish_song(publication(song_id, mara))

    assert await part.do(found, lambda: None) == 0
    assert await state(tools.sessions, song_id) == (
        SongStatus.READY,
        None,
        Funds(balance=9, reserved=0),
    )
    assert keys(tools.storage, song_id) == [object_keys.master(song_id)]


async def test_a_song_that_failed_since_it_was_found_keeps_its_reason(
    tools: Tools, mara: UUID, saga: DatabaseSongActivities
) -> None:
    song_id = await begun(tools, mara)
    part = parts_of(HOLDS, tools)[0]
    [found] = (await part.find("")).found

    await saga.end_song(ending(song_id, mara))

    assert await part.do(found, lambda: None) == 0
    assert (await state(tools.sessions, song_id))[1] == "timed_out"


async def test_publishing_and_the_upkeep_race_to_one_end(
    tools: Tools, mara: UUID, saga: DatabaseSongActivities
) -> None:
    songs = [await begun(tools, mara) for _ in range(5)]

    async def publish(song_id: UUID) -> bool:
        try:
            await saga.publish_song(publication(song_id, mara))
        except (InvalidTransition, AlreadyReleased):
            return False
        return True

    published, *reports = await asyncio.gather(
        asyncio.gather(*map(publish, songs)), mend(HOLDS, tools), mend(HOLDS, tools)
    )

    assert sum(published) + sum(report.done for report in reports) == len(songs)
    for song_id, won in zip(songs, published, strict=True):
        status, _, funds = await state(tools.sessions, song_id)
        assert status == (SongStatus.READY if won else SongStatus.FAILED)
        assert funds == Funds(balance=10 - sum(published), reserved=0)
