"""One mail's way to its reader: tried for a day, then given up and forgotten."""

import asyncio

from temporalio import workflow
from temporalio.exceptions import FailureError

from services.workflows.definitions import policies
from services.workflows.definitions.saga import past_the_pivot

with workflow.unsafe.imports_passed_through():
    from shared.contracts.activities import MailActivities
    from shared.contracts.mail import DELIVER_MAIL, DeliverMail


@workflow.defn(name=DELIVER_MAIL)
class DeliverMailWorkflow:
    @workflow.run
    async def run(self, request: DeliverMail) -> None:
        try:
            await workflow.execute_activity_method(
                MailActivities.deliver_mail, request, **policies.MAILING
            )
        except (FailureError, asyncio.CancelledError):
            # Else its address would be kept, and the relay would never rest.
            await past_the_pivot(self._give_up(request))
            raise

    async def _give_up(self, request: DeliverMail) -> None:
        await workflow.execute_activity_method(
            MailActivities.give_mail_up, request, **policies.DATABASE
        )
