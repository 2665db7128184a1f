"""Ends what a test has begun: the Temporal server outlives it, and would go on with it."""

from sqlmodel import col, select
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from shared.contracts.accounts import erasure_workflow_id
from shared.contracts.mail import mail_workflow_id
from shared.db import Sessions
from shared.models.mail import Mail
from shared.models.user import User


async def end_mail_workflows(sessions: Sessions, temporal: Client) -> None:
    async with sessions() as session:
        mail_ids = (await session.exec(select(Mail.id))).all()
    for mail_id in mail_ids:
        await end(temporal, mail_workflow_id(mail_id))


async def end_erasures(sessions: Sessions, temporal: Client) -> None:
    async with sessions() as session:
        erased = select(User.id).where(col(User.erased_at).is_not(None))
        user_ids = (await session.exec(erased)).all()
    for user_id in user_ids:
        await end(temporal, erasure_workflow_id(user_id))


async def end(temporal: Client, workflow_id: str) -> None:
    try:
        await temporal.get_workflow_handle(workflow_id).terminate()
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
