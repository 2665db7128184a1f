import pytest
from temporalio.client import WorkflowFailureError
from temporalio.testing import WorkflowEnvironment

from shared.domain.songs import SongStatus
from tests.fakes.activities import FakeInference, FakeSongs, RefusedSongs
from tests.fakes.workers import workers
from tests.services.workflows.starting import start

WHOLE_LIFE = ["reserve", "writing", "composing", "finishing", "publish"]


async def test_a_song_becomes_ready(env: WorkflowEnvironment) -> None:
    songs = FakeSongs()

    async with workers(env.client, songs, FakeInference()):
        result = await (await start(env.client)).result()

    assert result.status == SongStatus.READY
    assert songs.calls == WHOLE_LIFE


@pytest.mark.parametrize("work", ["write", "compose", "paint", "finish"])
async def test_work_that_fails_is_tried_again(
    env: WorkflowEnvironment, work: str
) -> None:
    songs, inference = FakeSongs(), FakeInference(failing={work: 2})

    async with workers(env.client, songs, inference):
        result = await (await start(env.client)).result()

    assert result.status == SongStatus.READY
    assert inference.calls.count(work) == 3
    assert songs.calls == WHOLE_LIFE


@pytest.mark.parametrize("work", ["write", "compose"])
async def test_the_credit_comes_back_when_a_song_cannot_be_made(
    env: WorkflowEnvironment, work: str
) -> None:
    songs = FakeSongs()

    async with workers(env.client, songs, FakeInference(failing={work: 99})):
        with pytest.raises(WorkflowFailureError):
            await (await start(env.client)).result()

    assert songs.calls[-2:] == ["failed", "delete"]
    assert songs.ended is not None
    assert songs.ended.failure_code == "engine_failed"


async def test_a_cover_that_cannot_be_painted_never_fails_a_song(
    env: WorkflowEnvironment,
) -> None:
    songs = FakeSongs()

    async with workers(env.client, songs, FakeInference(failing={"paint": 99})):
        result = await (await start(env.client)).result()

    assert result.status == SongStatus.READY
    assert songs.published is not None
    assert songs.published.finished.cover.colors == ("#777777", "#888888")


async def test_a_refusal_is_not_retried(env: WorkflowEnvironment) -> None:
    songs = FakeSongs(credits=0)

    async with workers(env.client, songs, FakeInference()):
        with pytest.raises(WorkflowFailureError):
            await (await start(env.client)).result()

    assert songs.calls == ["reserve", "failed", "delete"]
    assert songs.ended is not None
    assert songs.ended.failure_code == "insufficient_credits"


async def test_a_song_whose_end_was_asked_for_is_cancelled_not_failed(
    env: WorkflowEnvironment,
) -> None:
    songs = RefusedSongs(refusal="CancelRequested")

    async with workers(env.client, songs, FakeInference()):
        with pytest.raises(WorkflowFailureError):
            await (await start(env.client)).result()

    assert songs.calls[-2:] == ["cancelled", "delete"]


async def test_a_refused_publication_undoes_the_song(env: WorkflowEnvironment) -> None:
    songs = RefusedSongs()

    async with workers(env.client, songs, FakeInference()):
        with pytest.raises(WorkflowFailureError):
            await (await start(env.client)).result()

    assert songs.calls[-2:] == ["failed", "delete"]
