"""A worker for mails, and activities that fail as often as a test wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker
from typing_extensions import override

from services.workflows.worker import WORKFLOWS
from shared.contracts import task_queues
from shared.contracts.activities import MailActivities
from shared.contracts.mail import DeliverMail


@dataclass
class FakeMails(MailActivities):
    failures: int = 0
    error_type: str = "MailServerAway"
    calls: list[str] = field(default_factory=list)

    @override
    @activity.defn
    async def deliver_mail(self, request: DeliverMail) -> None:
        self.calls.append("deliver")
        if self.failures:
            self.failures -= 1
            raise ApplicationError("not now", type=self.error_type)

    @override
    @activity.defn
    async def give_mail_up(self, request: DeliverMail) -> None:
        self.calls.append("give up")


@asynccontextmanager
async def mail_worker(client: Client, mails: MailActivities) -> AsyncIterator[None]:
    async with Worker(
        client,
        task_queue=task_queues.WORKFLOWS,
        workflows=WORKFLOWS,
        activities=[mails.deliver_mail, mails.give_mail_up],
    ):
        yield
