"""Unfinished songs whose workflow is closed: their credit comes back, and nothing is left."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from structlog.testing import capture_logs
from temporalio.client import Client
from temporalio.service import RPCError

from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.parts import Found
from shared.contracts import object_keys
from shared.contracts.songs import workflow_id
from shared.contracts.upkeep import Errand
from shared.domain.credits import Funds
from shared.domain.songs import SongStatus
from shared.ledger import Ledger
from tests.fakes.activities import FakeInference, FakeSongs
from tests.fakes.workers import workers
from tests.services.workflows.upkeep.leftovers import (
    a_song,
    begun,
    keys,
    mend,
    put,
    state,
    status_of_workflow,
)

HOLDS = Errand.HOLDS
ENDED = (SongStatus.FAILED, "interrupted", Funds(balance=10, reserved=0))
UNFINISHED = (SongStatus.RUNNING, None, Funds(balance=10, reserved=1))


async def test_a_song_that_is_paid_for_is_never_taken_back(
    tools: Tools, mara: UUID, tmp_path: Path
) -> None:
    """No code of ours leaves a song so; somebody's own statement might."""
    song_id = await begun(tools, mara)
    put(tools.storage, object_keys.master(song_id), tmp_path)
    async with tools.sessions.begin() as session:
        await Ledger(session).capture(mara, song_id=song_id)

    with capture_logs() as logs:
        report = await mend(HOLDS, tools)

    assert (report.found, report.done) == ({"workflow_closed": 1}, 0)
    assert await state(tools.sessions, song_id) == (
        SongStatus.RUNNING,
        None,
        Funds(balance=9, reserved=0),
    )
    assert keys(tools.storage, song_id) == [object_keys.master(song_id)]
    assert ("unfinished_song_is_paid", str(song_id)) in [
        (line["event"], line.get("song_id")) for line in logs
    ]


async def test_a_completed_workflow_whose_song_was_set_back_gives_the_credit_back(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    """As after the database was restored from a copy of a moment before the pivot."""
    song_id = await a_song(
        tools.sessions, mara, status=SongStatus.QUEUED, is_reserved=True
    )
    async with workers(temporal, FakeSongs(), FakeInference()):
        await mend(Errand.SONGS, tools)
        await temporal.get_workflow_handle(workflow_id(song_id)).result()

    assert (await mend(HOLDS, tools)).done == 1
    assert await state(tools.sessions, song_id) == ENDED


async def test_a_workflow_that_was_reset_meanwhile_is_left_alone(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await begun(tools, mara)
    part = parts_of(HOLDS, tools)[0]
    [found] = (await part.find("")).found

    await temporal.start_workflow(
        "GenerateSongWorkflow", id=workflow_id(song_id), task_queue="nobody's"
    )

    assert await part.do(found, lambda: None) == 0
    assert await state(tools.sessions, song_id) == UNFINISHED


async def test_a_workflow_that_has_just_closed_is_left_to_its_last_activities(
    patient: Tools, mara: UUID
) -> None:
    song_id = await begun(patient, mara)

    assert (await mend(HOLDS, patient)).found == {}
    assert await state(patient.sessions, song_id) == UNFINISHED


async def test_a_song_that_waits_for_its_workflow_is_the_other_errand_s(
    tools: Tools, mara: UUID
) -> None:
    song_id = await a_song(tools.sessions, mara, age=timedelta(days=3))

    assert (await mend(HOLDS, tools)).found == {}
    assert (await state(tools.sessions, song_id))[0] == SongStatus.QUEUED


async def test_a_running_song_that_temporal_has_forgotten_ends_after_an_hour(
    patient: Tools, mara: UUID
) -> None:
    old = await a_song(
        patient.sessions,
        mara,
        status=SongStatus.RUNNING,
        is_reserved=True,
        age=timedelta(minutes=61),
    )
    young = await a_song(
        patient.sessions, mara, status=SongStatus.RUNNING, age=timedelta(minutes=59)
    )

    report = await mend(HOLDS, patient)

    assert (report.ids, report.done) == ({"workflow_lost": [str(old)]}, 1)
    assert await state(patient.sessions, old) == ENDED
    assert (await state(patient.sessions, young))[0] == SongStatus.RUNNING


async def test_in_the_wrong_namespace_no_song_counts_as_lost(
    tools: Tools, mara: UUID
) -> None:
    song_id = await begun(tools, mara)
    elsewhere = Client(
        tools.client.service_client,
        namespace="nowhere",
        data_converter=tools.client.data_converter,
    )

    with pytest.raises(RPCError, match="nowhere"):
        await mend(HOLDS, replace(tools, client=elsewhere))

    assert await state(tools.sessions, song_id) == UNFINISHED


async def test_a_song_that_is_gone_since_it_was_found_is_passed_over(
    tools: Tools, mara: UUID
) -> None:
    part = parts_of(HOLDS, tools)[0]

    found = Found(kind="workflow_closed", id=str(mara))

    assert await part.do(found, lambda: None) == 0


async def test_an_open_workflow_is_not_touched(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = await a_song(tools.sessions, mara)
    await mend(Errand.SONGS, tools)

    assert (await mend(HOLDS, tools)).found == {}
    assert await status_of_workflow(tools, song_id) == "RUNNING"
