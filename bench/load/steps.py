"""As many steps as a song has, on the same queues, that do nothing."""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from shared.contracts import task_queues

_SECONDS = timedelta(seconds=20)


@activity.defn
async def look_at_books() -> None:
    """Where a song's would ask the database."""


@activity.defn
def make_something() -> None:
    """Where a song's would ask a model, in a thread."""


@workflow.defn
class SameStepsWorkflow:
    """Reserve; enter and write; enter, compose and paint; enter and finish; publish."""

    @workflow.run
    async def run(self) -> None:
        await self._books()
        await self._books()
        await self._make()
        await self._books()
        await asyncio.gather(self._make(), self._make())
        await self._books()
        await self._make()
        await self._books()

    async def _books(self) -> None:
        await self._do(look_at_books, task_queues.WORKFLOWS)

    async def _make(self) -> None:
        await self._do(make_something, task_queues.GPU)

    async def _do(self, step: Any, queue: str) -> None:
        await workflow.execute_activity(
            step, task_queue=queue, start_to_close_timeout=_SECONDS
        )
