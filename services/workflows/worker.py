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
from services.workflows.upkeep.errands import Tools
from services.workflows.versioning import deployment_of
from shared.contracts import task_queues
from shared.db import database
from shared.kill_points import tell_if_armed
from shared.logging import configure_logging
from shared.outside_settings import MailSettings, PolarSettings
from shared.s3 import S3Storage
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    MetricsSettings,
    ProcessSettings,
    ReleaseSettings,
    StorageSettings,
    TelemetrySettings,
    TemporalSettings,
    WebSettings,
    load,
)
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
    process, bucket = load(ProcessSettings), load(StorageSettings)
    books, people = load(DatabaseSettings), load(AccountSettings)
    storage = S3Storage(bucket)
    temporal = load(TemporalSettings)
    post, web, polar = load(MailSettings), load(WebSettings), load(PolarSettings)
    metrics, traces = load(MetricsSettings), load(TelemetrySettings)
    count_what_is_committed()
    async with (
        telling(_SERVICE, metrics=metrics, traces=traces) as telemetry,
        database(books) as sessions,
    ):
        client = await connect_patiently(temporal, telemetry=telemetry)
        activities = activities_of(
            songs=DatabaseSongActivities(sessions, storage),
            accounts=DatabaseAccountActivities(sessions, storage),
            mails=DatabaseMailActivities.of(sessions, post, web),
            billing=PolarBillingActivities(sessions, polar),
            upkeep=DatabaseUpkeepActivities(
                Tools(
                    sessions=sessions,
                    client=client,
                    storage=storage,
                    storage_settings=bucket,
                )
            ),
            audits=PlacesAuditActivities(
                Places(
                    database=books,
                    storage=storage,
                    temporal=client,
                    quota=people.unfinished_songs_limit,
                )
            ),
        )
        await schedule_reconciliation(client, polar)
        await schedule_regular_work(client)
        release = deployment_of(load(ReleaseSettings))
        async with create_worker(client, activities, deployment=release):
            process.tell_ready()
            log.info("worker_started", queue=task_queues.WORKFLOWS)
            await stop.wait()
    log.info("worker_stopped")


if __name__ == "__main__":
    asyncio.run(main())
