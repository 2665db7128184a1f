"""The workflows worker: runs workflow code and the activities that need the database."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.worker import Worker, WorkerDeploymentConfig

from services.workflows.activities.accounts import DatabaseAccountActivities
from services.workflows.activities.auditing import PlacesAuditActivities
from services.workflows.activities.billing import PolarBillingActivities
from services.workflows.activities.mail import DatabaseMailActivities
from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.activities.upkeep import DatabaseUpkeepActivities
from services.workflows.audit.look import Places
from services.workflows.beating import BEAT, Beating
from services.workflows.counting import count_what_is_committed
from services.workflows.definitions.audit import AuditWorkflow
from services.workflows.definitions.delete_song import DeleteSongWorkflow
from services.workflows.definitions.deliver_mail import DeliverMailWorkflow
from services.workflows.definitions.describe_engine import DescribeEngineWorkflow
from services.workflows.definitions.erase_account import EraseAccountWorkflow
from services.workflows.definitions.export_wav import ExportWavWorkflow
from services.workflows.definitions.generate_song import GenerateSongWorkflow
from services.workflows.definitions.reconcile_orders import ReconcileOrdersWorkflow
from services.workflows.definitions.upkeep import UpkeepWorkflow
from services.workflows.schedules import (
    schedule_reconciliation,
    schedule_regular_work,
)
from services.workflows.settings import WorkerSettings
from services.workflows.upkeep.errands import Tools
from services.workflows.versioning import deployment_of
from shared.contracts import task_queues
from shared.db import Sessions, database
from shared.kill_points import tell_if_armed
from shared.logging import configure_logging
from shared.s3 import S3Storage
from shared.stopping import StoppedEarly, unless_stopped
from shared.telemetry.process import telling
from shared.temporal import connect_patiently

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_SERVICE = "workflows"

WORKFLOWS = [
    GenerateSongWorkflow,
    ExportWavWorkflow,
    DeleteSongWorkflow,
    DescribeEngineWorkflow,
    EraseAccountWorkflow,
    DeliverMailWorkflow,
    ReconcileOrdersWorkflow,
    UpkeepWorkflow,
    AuditWorkflow,
]


def activities_of(
    *,
    songs: DatabaseSongActivities,
    accounts: DatabaseAccountActivities,
    mails: DatabaseMailActivities,
    billing: PolarBillingActivities,
    upkeep: DatabaseUpkeepActivities,
    audits: PlacesAuditActivities,
) -> list[Callable[..., object]]:
    return [
        songs.reserve_credits,
        songs.enter_stage,
        songs.publish_song,
        songs.end_song,
        songs.delete_song,
        songs.delete_objects,
        songs.record_export,
        accounts.stop_songs,
        accounts.delete_songs,
        accounts.delete_account,
        mails.deliver_mail,
        mails.give_mail_up,
        billing.reconcile_orders,
        upkeep.run_errand,
        audits.audit,
    ]


def create_worker(
    client: Client,
    activities: Sequence[Callable[..., object]],
    *,
    deployment: WorkerDeploymentConfig | None = None,
) -> Worker:
    return Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=activities,
        interceptors=[Beating()],
        default_heartbeat_throttle_interval=BEAT,
        max_heartbeat_throttle_interval=BEAT,
        deployment_config=deployment,
        # Each takes milliseconds: let those that run finish before the process ends.
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


async def main() -> None:
    configure_logging(service=_SERVICE)
    tell_if_armed()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    settings = WorkerSettings()
    settings.process.tell_starting()
    count_what_is_committed()
    try:
        await _work_until(stop, settings)
    except StoppedEarly:
        log.info("worker_stopped_early")
    else:
        log.info("worker_stopped")


async def _work_until(stop: asyncio.Event, settings: WorkerSettings) -> None:
    async with (
        telling(
            _SERVICE, metrics=settings.metrics, traces=settings.traces
        ) as telemetry,
        database(settings.database) as sessions,
    ):
        connecting = connect_patiently(settings.temporal, telemetry=telemetry)
        client = await unless_stopped(stop, connecting)
        await unless_stopped(stop, schedule_reconciliation(client, settings.polar))
        await unless_stopped(stop, schedule_regular_work(client))
        activities = _activities(settings, sessions, client)
        release = deployment_of(settings.release)
        async with create_worker(client, activities, deployment=release):
            settings.process.tell_ready()
            log.info("worker_started", queue=task_queues.WORKFLOWS)
            await stop.wait()


def _activities(
    settings: WorkerSettings, sessions: Sessions, client: Client
) -> list[Callable[..., object]]:
    storage = S3Storage(settings.storage)
    tools = Tools(
        sessions=sessions,
        client=client,
        storage=storage,
        storage_settings=settings.storage,
    )
    places = Places(
        database=settings.database,
        storage=storage,
        temporal=client,
        quota=settings.accounts.unfinished_songs_limit,
    )
    return activities_of(
        songs=DatabaseSongActivities(sessions, storage),
        accounts=DatabaseAccountActivities(sessions, storage),
        mails=DatabaseMailActivities.of(sessions, settings.mail, settings.web),
        billing=PolarBillingActivities(sessions, settings.polar),
        upkeep=DatabaseUpkeepActivities(tools),
        audits=PlacesAuditActivities(places),
    )


if __name__ == "__main__":
    asyncio.run(main())
