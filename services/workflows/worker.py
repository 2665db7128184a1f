"""The workflows worker: runs workflow code and the activities that need the database."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.worker import Worker

from services.workflows.activities.accounts import DatabaseAccountActivities
from services.workflows.activities.billing import PolarBillingActivities
from services.workflows.activities.mail import DatabaseMailActivities
from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.definitions.deliver_mail import DeliverMailWorkflow
from services.workflows.definitions.describe_engine import DescribeEngineWorkflow
from services.workflows.definitions.erase_account import EraseAccountWorkflow
from services.workflows.definitions.export_wav import ExportWavWorkflow
from services.workflows.definitions.generate_song import GenerateSongWorkflow
from services.workflows.definitions.reconcile_orders import ReconcileOrdersWorkflow
from services.workflows.schedules import schedule_reconciliation
from shared.contracts import task_queues
from shared.db import database
from shared.logging import configure_logging
from shared.outside_settings import MailSettings, PolarSettings
from shared.s3 import S3Storage
from shared.settings import (
    DatabaseSettings,
    ProcessSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
    load,
)
from shared.temporal import connect_patiently

log: structlog.stdlib.BoundLogger = structlog.get_logger()

WORKFLOWS = [
    GenerateSongWorkflow,
    ExportWavWorkflow,
    DescribeEngineWorkflow,
    EraseAccountWorkflow,
    DeliverMailWorkflow,
    ReconcileOrdersWorkflow,
]


def activities_of(
    *,
    songs: DatabaseSongActivities,
    accounts: DatabaseAccountActivities,
    mails: DatabaseMailActivities,
    billing: PolarBillingActivities,
) -> list[Callable[..., object]]:
    return [
        songs.reserve_credits,
        songs.enter_stage,
        songs.publish_song,
        songs.end_song,
        songs.delete_objects,
        songs.record_export,
        accounts.stop_songs,
        accounts.delete_songs,
        accounts.delete_account,
        mails.deliver_mail,
        mails.give_mail_up,
        billing.reconcile_orders,
    ]


def create_worker(
    client: Client, activities: Sequence[Callable[..., object]]
) -> Worker:
    return Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=activities,
        # Each takes milliseconds: let those that run finish before the process ends.
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


async def main() -> None:
    configure_logging(service="workflows")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    process, storage = load(ProcessSettings), S3Storage(load(StorageSettings))
    temporal = load(TemporalSettings)
    post, web, polar = load(MailSettings), load(WebSettings), load(PolarSettings)
    async with database(load(DatabaseSettings)) as sessions:
        client = await connect_patiently(temporal)
        activities = activities_of(
            songs=DatabaseSongActivities(sessions, storage),
            accounts=DatabaseAccountActivities(sessions, storage),
            mails=DatabaseMailActivities.of(sessions, post, web),
            billing=PolarBillingActivities(sessions, polar),
        )
        await schedule_reconciliation(client, polar)
        async with create_worker(client, activities):
            process.tell_ready()
            log.info("worker_started", queue=task_queues.WORKFLOWS)
            await stop.wait()
    log.info("worker_stopped")


if __name__ == "__main__":
    asyncio.run(main())
