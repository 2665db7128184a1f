"""Starting the workflow that removes what an account leaves behind."""

from datetime import timedelta
from uuid import UUID

import structlog
from temporalio.client import Client
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from services.gateway.outages import Unavailable, asking_temporal
from shared.contracts import search_attributes, task_queues
from shared.contracts.accounts import ERASE_ACCOUNT, EraseAccount, erasure_workflow_id
from shared.telemetry.origin import origin

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PATIENCE = timedelta(seconds=5)


class ErasureWorkflows:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def start(self, user_id: UUID) -> None:
        """Start a person's erasure, once however often this is called."""
        with asking_temporal():
            try:
                await self._client.start_workflow(
                    ERASE_ACCOUNT,
                    EraseAccount(user_id=user_id),
                    id=erasure_workflow_id(user_id),
                    task_queue=task_queues.WORKFLOWS,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    # One that was ended from outside begins again: it is owed.
                    id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                    search_attributes=TypedSearchAttributes(
                        [SearchAttributePair(search_attributes.USER_ID, str(user_id))]
                    ),
                    static_summary="an account whose owner asked to be forgotten",
                    memo={"user_id": str(user_id), **origin()},
                    rpc_timeout=_PATIENCE,
                )
            except WorkflowAlreadyStartedError:
                log.info("erasure_workflow_closed_already", user_id=str(user_id))

    async def start_or_leave(self, user_id: UUID) -> None:
        """Start it now, or leave it to the relay when Temporal is away."""
        try:
            await self.start(user_id)
        except Unavailable:
            log.warning("erasure_postponed", user_id=str(user_id))
