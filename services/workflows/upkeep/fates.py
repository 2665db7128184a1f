"""What became of a workflow, from Temporal itself: its lists lag behind."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.client import WorkflowExecutionStatus as Status
from temporalio.service import RPCError, RPCStatusCode

PATIENCE: Final = timedelta(seconds=5)
_AT_ONCE: Final = 16
_CLOSED: Final = frozenset(
    {
        Status.COMPLETED,
        Status.FAILED,
        Status.CANCELED,
        Status.TERMINATED,
        Status.TIMED_OUT,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """Of the latest run of a workflow that Temporal knows."""

    closed_at: datetime | None
    """None while it is open."""
    is_cancelled: bool
    """Whether it was asked to stop."""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Fates:
    """Asks Temporal, a few at once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._is_known = False

    async def of(self, workflow_ids: Iterable[str]) -> Mapping[str, Fate]:
        """Those that Temporal knows. Who is missing never began, or began long ago."""
        await self._require_namespace()
        ids = list(dict.fromkeys(workflow_ids))
        found = await asyncio.gather(*map(self._ask, ids))
        return {
            workflow_id: fate
            for workflow_id, fate in zip(ids, found, strict=True)
            if fate is not None
        }

    async def any_open(self, workflow_ids: Iterable[str]) -> bool:
        return any(fate.is_open for fate in (await self.of(workflow_ids)).values())

    async def _require_namespace(self) -> None:
        """Raise when there is none: each song would look as if it had no workflow."""
        if not self._is_known:
            await self._client.workflow_service.describe_namespace(
                DescribeNamespaceRequest(namespace=self._client.namespace),
                timeout=PATIENCE,
            )
            self._is_known = True

    async def _ask(self, workflow_id: str) -> Fate | None:
        handle = self._client.get_workflow_handle(workflow_id)
        async with self._places:
            try:
                return _read(await handle.describe(rpc_timeout=PATIENCE))
            except RPCError as error:
                if error.status != RPCStatusCode.NOT_FOUND:
                    raise
        return None


def _read(found: WorkflowExecutionDescription) -> Fate:
    more = found.raw_description.workflow_extended_info
    return Fate(
        # A state that a newer server adds is taken for an open one.
        closed_at=found.close_time if found.status in _CLOSED else None,
        is_cancelled=more.cancel_requested,
    )
