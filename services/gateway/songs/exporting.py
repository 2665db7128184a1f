"""Having a WAV made of a ready song, and telling when that will never do."""

from datetime import timedelta
from uuid import UUID

from temporalio.client import Client, WorkflowFailureError
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    WorkflowAlreadyStartedError,
)

from services.gateway.outages import asking_temporal
from services.gateway.songs.errors import MasterLost
from shared.contracts import search_attributes, task_queues
from shared.contracts.songs import EXPORT_WAV, ExportWav, export_workflow_id
from shared.errors import NotFound
from shared.telemetry.origin import origin

_PATIENCE = timedelta(seconds=5)


class WavExports:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def begin(self, song_id: UUID) -> None:
        """Have it made, once however often this is called; ``MasterLost`` if it cannot be."""
        with asking_temporal():
            try:
                await self._start(song_id, WorkflowIDReusePolicy.REJECT_DUPLICATE)
            except WorkflowAlreadyStartedError:
                if await self._found_no_master(song_id):
                    raise MasterLost from None
                await self._start(song_id, WorkflowIDReusePolicy.ALLOW_DUPLICATE)

    async def _start(self, song_id: UUID, reuse: WorkflowIDReusePolicy) -> None:
        await self._client.start_workflow(
            EXPORT_WAV,
            ExportWav(song_id=song_id),
            id=export_workflow_id(song_id),
            task_queue=task_queues.WORKFLOWS,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=reuse,
            search_attributes=TypedSearchAttributes(
                [SearchAttributePair(search_attributes.SONG_ID, str(song_id))]
            ),
            static_summary="a WAV, asked for by a listener",
            memo={"song_id": str(song_id), **origin()},
            rpc_timeout=_PATIENCE,
        )

    async def _found_no_master(self, song_id: UUID) -> bool:
        """Whether the last try, which is over, failed for want of what to make it from."""
        handle = self._client.get_workflow_handle(export_workflow_id(song_id))
        try:
            await handle.result(rpc_timeout=_PATIENCE)
        except WorkflowFailureError as error:
            cause = error.cause
            reason = cause.cause if isinstance(cause, ActivityError) else None
            return (
                isinstance(reason, ApplicationError)
                and reason.type == NotFound.__name__
            )
        return False
