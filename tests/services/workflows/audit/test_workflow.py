"""The scheduled audit: its result in Temporal's page, its figures for Prometheus."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Worker

from services.workflows.activities.auditing import PlacesAuditActivities
from services.workflows.audit.outages import CannotAsk
from services.workflows.definitions.audit import AuditWorkflow
from services.workflows.schedules import schedule_regular_work
from shared.contracts import object_keys, search_attributes, task_queues
from shared.contracts.audit import AUDIT_SCHEDULE_ID, Audited
from shared.s3 import S3Storage
from tests.services.workflows.audit.world import AT_REST, World


async def test_a_clean_run_says_so(world: World) -> None:
    async with _worker(world):
        handle = await _start(world)
        audited = await handle.result()
        details = await _details(handle)

    assert (audited.violations, audited.sentences) == (0, ())
    assert (audited.songs, audited.objects) == (2, 3)
    assert set(audited.by_invariant) == {f"I{number}" for number in range(1, 14)}
    assert details.startswith("**0 violations** in 2 songs and 3 objects.")
    assert await _outcome(handle) == "clean"
    assert _figure("ledger_audit_violations", invariant="I8") == 0


async def test_a_run_that_finds_something_completes_and_can_be_searched_for(
    world: World,
) -> None:
    key = object_keys.mp3(uuid4())
    world.store(key)

    async with _worker(world):
        handle = await _start(world)
        audited = await handle.result()
        details = await _details(handle)

    assert (audited.violations, audited.by_invariant["I8"]) == (1, 1)
    assert audited.sentences == (f"I8: {key} belongs to no song",)
    assert "**1 violations**" in details
    assert key in details
    assert await _outcome(handle) == "violated"
    assert _figure("ledger_audit_violations", invariant="I8") == 1


async def test_when_the_wrong_is_righted_the_figure_is_0_again(world: World) -> None:
    audits = PlacesAuditActivities(world.places)
    world.break_by("UPDATE credit_accounts SET balance = balance + 7")
    await ActivityEnvironment().run(audits.audit, AT_REST)
    assert _figure("ledger_audit_violations", invariant="I1") == 1
    began_at = time.time()

    world.break_by("UPDATE credit_accounts SET balance = balance - 7")
    await ActivityEnvironment().run(audits.audit, AT_REST)

    assert _figure("ledger_audit_violations", invariant="I1") == 0
    last_run = _figure("ledger_audit_last_run_timestamp_seconds")
    assert last_run is not None
    assert began_at <= last_run <= time.time()


async def test_logs_are_not_looked_at_and_have_no_figure(world: World) -> None:
    await ActivityEnvironment().run(PlacesAuditActivities(world.places).audit, AT_REST)

    assert _figure("ledger_audit_violations", invariant="I13") is None


async def test_only_the_first_sentences_are_kept(world: World) -> None:
    for _ in range(23):
        world.store(object_keys.mp3(uuid4()), b"")

    audited = await ActivityEnvironment().run(
        PlacesAuditActivities(world.places).audit, AT_REST
    )

    assert (audited.violations, len(audited.sentences)) == (23, 20)


async def test_while_it_looks_it_beats(world: World) -> None:
    beats: list[object] = []
    looking = ActivityEnvironment()
    looking.on_heartbeat = lambda *details: beats.extend(details)

    await looking.run(PlacesAuditActivities(world.places).audit, AT_REST)

    assert beats


async def test_the_figures_stay_when_nothing_could_be_asked(world: World) -> None:
    before = _figure("ledger_audit_last_run_timestamp_seconds")
    elsewhere = world.storage_settings.model_copy(
        update={"s3_bucket_name": "no-such-bucket"}
    )
    places = replace(world.places, storage=S3Storage(elsewhere))

    with pytest.raises(CannotAsk, match="The bucket"):
        await ActivityEnvironment().run(PlacesAuditActivities(places).audit, AT_REST)

    assert _figure("ledger_audit_last_run_timestamp_seconds") == before


async def test_it_is_scheduled_hourly_at_half_past(temporal: Client) -> None:
    for _ in range(2):
        await schedule_regular_work(temporal)

    handle = temporal.get_schedule_handle(AUDIT_SCHEDULE_ID)
    found = (await handle.describe()).schedule
    assert [(each.every, each.offset) for each in found.spec.intervals] == [
        (timedelta(hours=1), timedelta(minutes=30))
    ]
    await handle.delete()


@asynccontextmanager
async def _worker(world: World) -> AsyncIterator[None]:
    async with Worker(
        world.temporal,
        task_queue=task_queues.WORKFLOWS,
        workflows=[AuditWorkflow],
        activities=[PlacesAuditActivities(world.places).audit],
    ):
        yield


async def _start(world: World) -> WorkflowHandle[AuditWorkflow, Audited]:
    return await world.temporal.start_workflow(
        AuditWorkflow.run,
        AT_REST,
        id=f"audit-{uuid4()}",
        task_queue=task_queues.WORKFLOWS,
    )


async def _details(handle: WorkflowHandle[AuditWorkflow, Audited]) -> str:
    """What an operator reads on the workflow's page."""
    metadata: WorkflowMetadata = await handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return metadata.current_details


async def _outcome(handle: WorkflowHandle[AuditWorkflow, Audited]) -> str | None:
    found = (await handle.describe()).typed_search_attributes
    return found.get(search_attributes.AUDIT_OUTCOME)


def _figure(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)
