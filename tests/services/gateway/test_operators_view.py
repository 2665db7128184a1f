"""What an operator reads in Temporal: whose song, which stage, why it failed; no words of hers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowHandle

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.search_attributes import FAILURE_CODE, SONG_STAGE, USER_ID
from shared.contracts.songs import (
    deletion_workflow_id,
    export_workflow_id,
    workflow_id,
)
from tests.canaries import names_in
from tests.e2e.waiting import until_true
from tests.fakes.activities import FakeInference, StuckInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import DESCRIPTION, ask
from tests.services.gateway.following import a_ready_song, events
from tests.services.gateway.people import id_of

TITLE = "A Most Private Title"


async def details_of(handle: WorkflowHandle[Any, Any]) -> str:
    told: WorkflowMetadata = await handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return told.current_details


async def summaries_of(handle: WorkflowHandle[Any, Any]) -> list[str]:
    history = await handle.fetch_history()
    return [
        event.user_metadata.summary.data.decode()
        for event in history.events
        if event.HasField("activity_task_scheduled_event_attributes")
        and event.HasField("user_metadata")
    ]


async def told_by(description: WorkflowExecutionDescription) -> str:
    """All of it that a list or a page shows without being opened further."""
    summary = await description.static_summary()
    memo = await description.memo()
    return f"{summary} {memo} {description.typed_search_attributes}"


@pytest.fixture
async def stuck(
    temporal: Client, songs: DatabaseSongActivities
) -> AsyncIterator[StuckInference]:
    inference = StuckInference()
    async with workers(temporal, songs, inference):
        yield inference


async def test_a_song_in_the_making_says_whose_it_is_and_where(
    mara: httpx.AsyncClient, temporal: Client, stuck: StuckInference
) -> None:
    headers = {"X-Request-ID": "asked-by-mara"}
    body = {**DESCRIPTION, "title": TITLE}
    asked = await mara.post("/api/songs", json=body, headers=headers)
    [song] = asked.json()["songs"]
    await asyncio.to_thread(stuck.started.wait)
    handle = temporal.get_workflow_handle(workflow_id(song["id"]))
    owner = await id_of(mara)

    description = await handle.describe()
    details = await details_of(handle)
    summaries = await summaries_of(handle)

    assert await description.static_summary() == f"description · 30 s · {owner}"
    assert await description.memo() == {
        "song_id": song["id"],
        "user_id": str(owner),
        "mode": "description",
        "seconds": 30.0,
        "request_id": "asked-by-mara",
    }
    assert description.typed_search_attributes[SONG_STAGE] == "composing"
    assert description.typed_search_attributes[USER_ID] == str(owner)
    assert details.startswith("**composing** since 20")
    assert "To stop it, *Request Cancellation*" in details
    assert '"from description"' in summaries
    assert f'"30 s, seed {song["seed"]}"' in summaries
    for told in (await told_by(description), details, str(summaries)):
        assert TITLE not in told
        assert names_in(told) == []
    await handle.terminate()


async def test_a_song_that_failed_says_why_and_what_to_do_and_is_found_by_it(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = FakeInference(failing={"compose": 9}, error_type="OutOfMemory")
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        await events(mara, song["id"])
        handle = temporal.get_workflow_handle(workflow_id(song["id"]))
        details = await details_of(handle)
    search = (
        f'FailureCode = "out_of_memory" AND SongStage = "failed"'
        f' AND SongId = "{song["id"]}"'
    )

    async def is_listed() -> bool:
        return [each.id async for each in temporal.list_workflows(search)] == [
            workflow_id(song["id"])
        ]

    await until_true(is_listed, what="the list finds it", within_seconds=20)
    assert details.startswith("**failed** since 20")
    assert "`out_of_memory`: The song is too long" in details
    assert "What you can do: lower INFERENCE_BATCH" in details
    assert details.endswith("no credit is held or taken, and no object is left.")


async def test_a_song_that_did_not_fail_has_no_reason(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        handle = temporal.get_workflow_handle(workflow_id(song["id"]))
        details = await details_of(handle)

    attributes = (await handle.describe()).typed_search_attributes
    assert attributes.get(FAILURE_CODE) is None
    assert attributes[SONG_STAGE] == "ready"
    assert details.startswith("**ready** since 20")
    assert "To stop it" not in details


async def _export(client: httpx.AsyncClient, song_id: str) -> str:
    answer = await client.get(f"/api/songs/{song_id}/audio?format=wav")
    assert answer.status_code == 202
    return export_workflow_id(song_id)  # type: ignore[arg-type]


async def _delete(client: httpx.AsyncClient, song_id: str) -> str:
    assert (await client.delete(f"/api/songs/{song_id}")).status_code == 204
    return deletion_workflow_id(song_id)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "summary"), [(_export, "a WAV"), (_delete, "a song of ")]
)
async def test_what_follows_a_song_says_what_it_is_about(
    mara: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    act: Callable[[httpx.AsyncClient, str], Any],
    summary: str,
) -> None:
    async with a_ready_song(mara, temporal, songs) as song:
        following = await act(mara, song["id"])

    description = await temporal.get_workflow_handle(following).describe()
    assert str(await description.static_summary()).startswith(summary)
    assert (await description.memo())["song_id"] == song["id"]
    assert names_in(await told_by(description)) == []
    await temporal.get_workflow_handle(following).terminate()
