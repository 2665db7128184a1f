"""Having mails sent: recorded in the caller's transaction, then delivered by a workflow."""

from datetime import timedelta
from typing import Annotated

import structlog
from fastapi import Depends
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from services.gateway.dependencies import TemporalDep
from services.gateway.outages import Unavailable, asking_temporal
from shared.contracts import task_queues
from shared.contracts.mail import DELIVER_MAIL, DeliverMail, mail_workflow_id
from shared.models.mail import Mail
from shared.telemetry.origin import origin

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PATIENCE = timedelta(seconds=5)


class MailWorkflows:
    """``session.add(mail)`` first; once that holds, ``deliver_or_leave(mail)``."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def deliver(self, mail: Mail) -> None:
        """Start a mail's workflow, once however often this is called."""
        with asking_temporal():
            try:
                await self._client.start_workflow(
                    DELIVER_MAIL,
                    DeliverMail(mail_id=mail.id),
                    id=mail_workflow_id(mail.id),
                    task_queue=task_queues.WORKFLOWS,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    # One that somebody ended by force left its mail unsettled.
                    id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                    static_summary=str(mail.purpose),
                    # Whose it is, by number: an address would outlive the mail here.
                    memo={"mail_id": str(mail.id), **origin()},
                    rpc_timeout=_PATIENCE,
                )
            except WorkflowAlreadyStartedError:
                log.info("mail_workflow_closed_already", mail_id=str(mail.id))

    async def deliver_or_leave(self, mail: Mail) -> None:
        """Send it now, or leave it to the relay when Temporal is away."""
        try:
            await self.deliver(mail)
        except Unavailable:
            log.warning("mail_postponed", mail_id=str(mail.id))


async def get_mail_workflows(temporal: TemporalDep) -> MailWorkflows:
    return MailWorkflows(temporal)


MailWorkflowsDep = Annotated[MailWorkflows, Depends(get_mail_workflows)]
