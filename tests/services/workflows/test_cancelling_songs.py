"""Cancellation on the real server: the time-skipping one can wedge on such races."""

import asyncio

import pytest
from temporalio.client import Client, WorkflowFailureError

from shared.domain.songs import SongStatus
from tests.fakes.activities import (
    FakeInference,
    FakeSongs,
    LateInference,
    SlowEnd,
    SlowSongs,
    StuckInference,
)
from tests.fakes.workers import workers
from tests.services.workflows.starting import start


@pytest.mark.parametrize("work", ["write", "compose", "finish"])
async def test_cancelling_stops_the_work_and_gives_the_credit_back(
    temporal: Client, work: str
) -> None:
    songs, inference = FakeSongs(), StuckInference(stuck_at=work)

    async with workers(temporal, songs, inference):
        handle = await start(temporal)
        await asyncio.to_thread(inference.started.wait)
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert inference.released.is_set()
    assert songs.calls[-2:] == ["cancelled", "delete"]


@pytest.mark.parametrize("work", ["write", "compose", "finish"])
async def test_work_that_ends_well_does_not_hide_a_cancellation(
    temporal: Client, work: str
) -> None:
    songs, inference = FakeSongs(), LateInference(late_at=work)

    async with workers(temporal, songs, inference):
        handle = await start(temporal)
        await asyncio.to_thread(inference.started.wait)
        await handle.cancel()
        inference.may_end.set()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert songs.calls[-2:] == ["cancelled", "delete"]
    assert "publish" not in songs.calls


async def test_cancelling_during_the_undo_does_not_stop_it(temporal: Client) -> None:
    songs = SlowEnd()

    async with workers(
        temporal, songs, FakeInference(failing={"write": 1}, for_good=True)
    ):
        handle = await start(temporal)
        await songs.ending.wait()
        await handle.cancel()
        songs.may_end.set()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert songs.calls[-2:] == ["failed", "delete"]


async def test_cancelling_while_only_the_cover_is_left_stops_it(
    temporal: Client,
) -> None:
    songs, inference = FakeSongs(), StuckInference(stuck_at="paint")

    async with workers(temporal, songs, inference):
        handle = await start(temporal)
        await asyncio.to_thread(inference.started.wait)
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert inference.released.is_set()
    assert songs.calls[-2:] == ["cancelled", "delete"]


async def test_a_song_that_nobody_works_on_can_be_cancelled(temporal: Client) -> None:
    songs = FakeSongs()
    handle = await start(temporal)
    await handle.cancel()

    async with workers(temporal, songs, FakeInference()):
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert songs.calls == ["cancelled", "delete"]


async def test_a_song_that_is_being_published_cannot_be_cancelled(
    temporal: Client,
) -> None:
    songs = SlowSongs()

    async with workers(temporal, songs, FakeInference()):
        handle = await start(temporal)
        await songs.publishing.wait()
        await handle.cancel()
        songs.may_publish.set()
        result = await handle.result()

    assert result.status == SongStatus.READY
    assert songs.calls[-1] == "publish"
