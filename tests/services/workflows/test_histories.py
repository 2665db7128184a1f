"""Recorded histories: what ran before a change must run the same after it."""

import asyncio
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowHistory,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from services.workflows.definitions.generate_song import GenerateSongWorkflow
from services.workflows.worker import WORKFLOWS
from shared.contracts import task_queues
from shared.contracts.accounts import ERASE_ACCOUNT, EraseAccount
from shared.contracts.audit import AUDIT, Audit
from shared.contracts.billing import RECONCILE_ORDERS, ReconcileOrders
from shared.contracts.engine import DESCRIBE_ENGINE
from shared.contracts.mail import DELIVER_MAIL, DeliverMail
from shared.contracts.songs import (
    DELETE_SONG,
    EXPORT_WAV,
    DeleteSong,
    ExportWav,
    GeneratedSong,
)
from shared.contracts.upkeep import UPKEEP, Errand, RunErrand
from shared.domain.lanes import Lane
from tests.fakes.activities import (
    FakeInference,
    FakeSongs,
    LateInference,
    RefusedSongs,
    SlowSongs,
    StuckInference,
)
from tests.fakes.auditing import audit_worker
from tests.fakes.keeping import FakeAccounts, FakeBilling, keeping_workers
from tests.fakes.mails import FakeMails, mail_worker
from tests.fakes.one_machine import queued_in
from tests.fakes.upkeep import FakeUpkeep, upkeep_worker
from tests.fakes.workers import machine, workers, workflows_worker
from tests.services.workflows.starting import a_request, start

HISTORIES = Path(__file__).parents[2] / "histories"
FILES = sorted(HISTORIES.glob("*.json"))
HISTORY = [WorkflowHistory.from_json(file.stem, file.read_text()) for file in FILES]
PATHS = {
    "ready",
    "ready_without_cover",
    "ready_after_yielding",
    "failed_composing",
    "failed_with_its_code",
    "failed_without_credits",
    "failed_publication",
    "cancelled_writing",
    "cancelled_composing",
    "cancelled_finishing",
    "cancelled_before_composing_ended",
    "cancelled_by_its_row",
    "describe_engine",
    "export_wav",
    "ready_despite_late_cancel",
    "mail_delivered",
    "mail_given_up",
    "account_erased",
    "orders_reconciled",
    "song_deleted",
    "running_song_deleted",
    "upkeep_run",
    "audited",
}


def test_every_path_of_the_saga_is_recorded() -> None:
    assert {file.stem for file in FILES} == PATHS


@pytest.mark.parametrize("history", HISTORY, ids=lambda history: history.workflow_id)
async def test_a_recorded_history_still_replays(history: WorkflowHistory) -> None:
    replayer = Replayer(workflows=WORKFLOWS, data_converter=pydantic_data_converter)

    await replayer.replay_workflow(history)


@pytest.mark.record
@pytest.mark.parametrize(
    ("name", "songs", "inference"),
    [
        ("ready", FakeSongs(), FakeInference()),
        ("ready_without_cover", FakeSongs(), FakeInference(failing={"paint": 9})),
        ("failed_composing", FakeSongs(), FakeInference(failing={"compose": 9})),
        (
            "failed_with_its_code",
            FakeSongs(),
            FakeInference(failing={"compose": 9}, error_type="OutOfMemory"),
        ),
        ("failed_without_credits", FakeSongs(credits=0), FakeInference()),
        ("failed_publication", RefusedSongs(), FakeInference()),
        ("cancelled_writing", FakeSongs(), StuckInference(stuck_at="write")),
        ("cancelled_composing", FakeSongs(), StuckInference(stuck_at="compose")),
        ("cancelled_finishing", FakeSongs(), StuckInference(stuck_at="finish")),
        ("cancelled_before_composing_ended", FakeSongs(), LateInference()),
        (
            "cancelled_by_its_row",
            RefusedSongs(refusal="CancelRequested"),
            FakeInference(),
        ),
        ("ready_despite_late_cancel", SlowSongs(), FakeInference()),
    ],
)
async def test_record(
    temporal: Client, name: str, songs: FakeSongs, inference: FakeInference
) -> None:
    """Run on purpose, never with the suite: a history rewritten by each run guards nothing."""
    async with workers(temporal, songs, inference):
        handle = await start(temporal)
        await _interfere(handle, songs, inference)
        try:
            await handle.result()
        except WorkflowFailureError:
            assert not name.startswith("ready")
    await _keep(handle, name)


@pytest.mark.record
async def test_record_bulk_that_nobody_began(temporal: Client) -> None:
    request = a_request(yield_seconds=0.5)
    async with workflows_worker(temporal, FakeSongs()):
        handle = await start(temporal, request)
        while await queued_in(temporal, request.song_id) != Lane.SINGLE:
            pass
        async with machine(temporal, FakeInference()):
            await handle.result()
    await _keep(handle, "ready_after_yielding")


@pytest.mark.record
async def test_record_what_is_no_saga(temporal: Client) -> None:
    async with workers(temporal, FakeSongs(), FakeInference()):
        for name, workflow, arguments in (
            ("export_wav", EXPORT_WAV, [ExportWav(song_id=uuid4())]),
            ("describe_engine", DESCRIBE_ENGINE, []),
        ):
            handle = await temporal.start_workflow(
                workflow, args=arguments, id=name, task_queue=task_queues.WORKFLOWS
            )
            await handle.result()
            await _keep(handle, name)


@pytest.mark.record
@pytest.mark.parametrize(
    ("name", "mails"),
    [
        ("mail_delivered", FakeMails()),
        ("mail_given_up", FakeMails(failures=1, error_type="MailRefused")),
    ],
)
async def test_record_a_mail(temporal: Client, name: str, mails: FakeMails) -> None:
    async with mail_worker(temporal, mails):
        handle = await temporal.start_workflow(
            DELIVER_MAIL,
            DeliverMail(mail_id=uuid4()),
            id=name,
            task_queue=task_queues.WORKFLOWS,
        )
        try:
            await handle.result()
        except WorkflowFailureError:
            assert name == "mail_given_up"
    await _keep(handle, name)


@pytest.mark.record
async def test_record_what_follows_from_accounts_and_orders(temporal: Client) -> None:
    async with keeping_workers(temporal, FakeSongs(), FakeAccounts(), FakeBilling()):
        for name, workflow, argument in (
            ("account_erased", ERASE_ACCOUNT, EraseAccount(user_id=uuid4())),
            ("orders_reconciled", RECONCILE_ORDERS, ReconcileOrders()),
        ):
            handle = await temporal.start_workflow(
                workflow, argument, id=name, task_queue=task_queues.WORKFLOWS
            )
            await handle.result()
            await _keep(handle, name)


@pytest.mark.record
async def test_record_an_audit(temporal: Client) -> None:
    async with audit_worker(temporal):
        handle = await temporal.start_workflow(
            AUDIT, Audit(), id="audited", task_queue=task_queues.WORKFLOWS
        )
        await handle.result()
    await _keep(handle, "audited")


@pytest.mark.record
@pytest.mark.parametrize("name", ["song_deleted", "running_song_deleted"])
async def test_record_a_deletion(temporal: Client, name: str) -> None:
    inference, song_id = StuckInference(), uuid4()
    async with workers(temporal, FakeSongs(), inference):
        if name == "running_song_deleted":
            song_id = UUID((await start(temporal)).id.removeprefix("generate-song-"))
            await asyncio.to_thread(inference.started.wait)
        handle = await temporal.start_workflow(
            DELETE_SONG,
            DeleteSong(song_id=song_id, owner_id=uuid4(), last_look_after_seconds=1),
            id=name,
            task_queue=task_queues.WORKFLOWS,
        )
        await handle.result()
    await _keep(handle, name)


@pytest.mark.record
async def test_record_an_errand(temporal: Client) -> None:
    async with upkeep_worker(temporal, FakeUpkeep()):
        handle = await temporal.start_workflow(
            UPKEEP,
            RunErrand(errand=Errand.SONGS),
            id="upkeep_run",
            task_queue=task_queues.WORKFLOWS,
        )
        await handle.result()
    await _keep(handle, "upkeep_run")


async def _keep(handle: WorkflowHandle[Any, Any], name: str) -> None:
    history = (await handle.fetch_history()).to_json()
    await asyncio.to_thread(
        (HISTORIES / f"{name}.json").write_text, _anonymous(history) + "\n"
    )


def _anonymous(history: str) -> str:
    """Without what belongs to the machine that recorded it, which no replay reads."""
    return re.sub(r'"(stackTrace|identity)": ".*"', r'"\1": ""', history)


async def _interfere(
    handle: WorkflowHandle[GenerateSongWorkflow, GeneratedSong],
    songs: FakeSongs,
    inference: FakeInference,
) -> None:
    if isinstance(inference, LateInference):
        await asyncio.to_thread(inference.started.wait)
        await handle.cancel()
        inference.may_end.set()
    if isinstance(inference, StuckInference):
        await asyncio.to_thread(inference.started.wait)
        await handle.cancel()
    if isinstance(songs, SlowSongs):
        await songs.publishing.wait()
        await handle.cancel()
        songs.may_publish.set()
