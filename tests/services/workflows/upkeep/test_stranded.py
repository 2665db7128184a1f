"""Songs that were accepted and forgotten: each gets its one workflow, or its end."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs
from temporalio.client import Client, WorkflowFailureError
from temporalio.service import RPCError, RPCStatusCode

from services.gateway.songs.relay import start_stranded
from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.parts import Found
from shared.contracts import search_attributes
from shared.contracts.songs import workflow_id
from shared.contracts.upkeep import Errand, ErrandReport
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.workflows.upkeep.leftovers import (
    RECIPE,
    a_song,
    look,
    mend,
    state,
    status_of_workflow,
)

SONGS = Errand.SONGS


async def run_of(client: Client, song_id: UUID) -> str | None:
    return (await client.get_workflow_handle(workflow_id(song_id)).describe()).run_id


async def test_a_song_without_a_workflow_is_found_and_only_told(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara)

    report = await look(SONGS, tools)

    assert report == ErrandReport(
        seen=1,
        found={"song_not_started": 1},
        ids={"song_not_started": [str(song_id)]},
    )
    with pytest.raises(RPCError) as missing:
        await status_of_workflow(tools, song_id)
    assert missing.value.status == RPCStatusCode.NOT_FOUND


async def test_it_is_started_as_the_gateway_starts_it(
    tools: Tools, mara: UUID, temporal: Client, saga: DatabaseSongActivities
) -> None:
    song_id = await a_song(tools.sessions, mara)
    handle = temporal.get_workflow_handle(workflow_id(song_id))

    async with workers(temporal, saga, FakeInference()):
        assert (await mend(SONGS, tools)).done == 1
        await handle.result()

    found = await handle.describe()
    facts = found.raw_description.workflow_execution_info
    assert facts.priority.fairness_key == str(mara)
    assert found.typed_search_attributes[search_attributes.SONG_ID] == str(song_id)
    assert (await state(tools.sessions, song_id))[0] == SongStatus.READY


async def test_starting_it_twice_and_from_everywhere_makes_one_workflow(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await a_song(tools.sessions, mara)

    await asyncio.gather(
        mend(SONGS, tools), mend(SONGS, tools), start_stranded(tools.sessions, temporal)
    )
    run_id = await run_of(temporal, song_id)
    again = await mend(SONGS, tools)

    assert again == ErrandReport(seen=1)
    assert await run_of(temporal, song_id) == run_id


async def test_a_song_whose_workflow_is_closed_is_not_started_again(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await a_song(tools.sessions, mara)
    await mend(SONGS, tools)
    await temporal.get_workflow_handle(workflow_id(song_id)).terminate()

    assert (await mend(SONGS, tools)).found == {}
    await start_stranded(tools.sessions, temporal)
    assert await status_of_workflow(tools, song_id) == "TERMINATED"


async def test_what_is_young_or_running_is_left(patient: Tools, mara: UUID) -> None:
    await a_song(patient.sessions, mara, age=timedelta(seconds=30))
    await a_song(patient.sessions, mara, status=SongStatus.RUNNING)

    assert await mend(SONGS, patient) == ErrandReport()


async def test_a_song_that_was_cancelled_before_it_began_is_begun_to_be_cancelled(
    tools: Tools, mara: UUID, temporal: Client, saga: DatabaseSongActivities
) -> None:
    song_id = await a_song(tools.sessions, mara, is_unwanted=True)

    report = await mend(SONGS, tools)

    assert (report.found, report.done) == ({"song_not_started": 1}, 1)
    async with workers(temporal, saga, FakeInference()):
        assert await ended(tools, song_id) == "CANCELED"
    assert (await state(tools.sessions, song_id))[0] == SongStatus.CANCELLED


async def test_a_cancellation_that_did_not_reach_the_workflow_is_passed_on_once(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await a_song(tools.sessions, mara)
    await mend(SONGS, tools)
    await want_no_more(tools.sessions, song_id)

    first, second = await mend(SONGS, tools), await mend(SONGS, tools)

    assert first.found == {"song_not_cancelled": 1}
    assert second.found == {}
    found = await temporal.get_workflow_handle(workflow_id(song_id)).describe()
    assert found.raw_description.workflow_extended_info.cancel_requested


@pytest.mark.parametrize("recipe", [{}, {**RECIPE, "mode": "opera"}, [], None])
async def test_a_row_that_is_no_request_ends_and_the_others_go_on(
    tools: Tools, mara: UUID, temporal: Client, recipe: Any
) -> None:
    before = await a_song(tools.sessions, mara, age=timedelta(hours=4))
    poisoned = await a_song(
        tools.sessions, mara, age=timedelta(hours=3), recipe=recipe, is_reserved=True
    )
    after = await a_song(tools.sessions, mara)

    with capture_logs() as logs:
        await start_stranded(tools.sessions, temporal)
        told = await look(SONGS, tools)
        report = await mend(SONGS, tools)
    again = await mend(SONGS, tools)

    assert told.ids == {"song_unreadable": [str(poisoned)]}
    assert (report.found, report.done) == ({"song_unreadable": 1}, 1)
    assert again.found == {}
    assert await state(tools.sessions, poisoned) == (
        SongStatus.FAILED,
        "unusable_request",
        Funds(balance=10, reserved=0),
    )
    for song_id in (before, after):
        assert await status_of_workflow(tools, song_id) == "RUNNING"
    alarms = {line["event"]: line for line in logs if line["log_level"] == "error"}
    assert alarms.keys() == {"song_unstartable", "song_unreadable"}
    assert {line["song_id"] for line in alarms.values()} == {str(poisoned)}
    assert "night train" not in str(logs)


async def test_a_row_that_temporal_does_not_take_keeps_nobody_waiting(
    tools: Tools, mara: UUID
) -> None:
    huge = {**RECIPE, "lyrics": "la " * 900_000}
    refused = await a_song(
        tools.sessions, mara, age=timedelta(hours=4), recipe=huge, is_reserved=True
    )
    fine = await a_song(tools.sessions, mara)

    with capture_logs() as logs:
        report = await mend(SONGS, tools)

    assert (sum(report.found.values()), report.done) == (2, 1)
    assert await status_of_workflow(tools, fine) == "RUNNING"
    assert (await state(tools.sessions, refused))[0] == SongStatus.QUEUED
    [alarm] = [line for line in logs if line["log_level"] == "error"]
    assert (alarm["event"], alarm["song_id"]) == ("song_not_taken", str(refused))
    assert "la la" not in str(logs)


async def test_in_the_wrong_namespace_nothing_is_begun(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara)
    elsewhere = Client(
        tools.client.service_client,
        namespace="nowhere",
        data_converter=tools.client.data_converter,
    )

    with pytest.raises(RPCError, match="nowhere"):
        await mend(SONGS, replace(tools, client=elsewhere))

    assert (await state(tools.sessions, song_id))[0] == SongStatus.QUEUED


async def test_each_page_is_looked_at(tools: Tools, mara: UUID) -> None:
    ids = {str(await a_song(tools.sessions, mara)) for _ in range(51)}

    report = await mend(SONGS, tools)

    assert (report.seen, report.done) == (51, 51)
    assert set(report.ids["song_not_started"]) < ids
    assert len(report.ids["song_not_started"]) == 20


async def test_a_song_that_is_gone_since_it_was_found_is_not_started(
    tools: Tools,
) -> None:
    [part] = parts_of(SONGS, tools)

    done = await part.do(Found(kind="song_not_started", id=str(uuid4())), lambda: None)

    assert done == 0


async def ended(tools: Tools, song_id: UUID) -> str | None:
    with pytest.raises(WorkflowFailureError):
        await tools.client.get_workflow_handle(workflow_id(song_id)).result()
    return await status_of_workflow(tools, song_id)


async def want_no_more(sessions: Sessions, song_id: UUID) -> None:
    async with sessions.begin() as session:
        (await session.get_one(Song, song_id)).cancel_requested_at = utc_now()
