"""Starting, cancelling and deleting: what the gateway asks of Temporal about songs."""

from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from services.gateway.metrics import STARTS_POSTPONED
from services.gateway.outages import Unavailable, asking_temporal
from shared import song_workflows
from shared.contracts import task_queues
from shared.contracts.songs import (
    DELETE_SONG,
    DeleteSong,
    deletion_workflow_id,
    workflow_id,
)
from shared.models.song import Song
from shared.song_workflows import UnusableRecipe

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PATIENCE = timedelta(seconds=5)


class SongWorkflows:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def start(self, song: Song) -> None:
        """Start a song's workflow, once however often this is called."""
        with asking_temporal():
            await self._start(song)
        if song.cancel_requested_at is not None:
            await self.cancel(song)

    async def _start(self, song: Song) -> None:
        if not await song_workflows.start(self._client, song, patience=_PATIENCE):
            log.info("song_workflow_closed_already", song_id=str(song.id))

    async def start_or_leave(self, song: Song) -> None:
        """Start it now, or leave it to the relay when Temporal is away."""
        try:
            await self.start_or_tell(song)
        except Unavailable:
            STARTS_POSTPONED.inc()
            log.warning("song_start_postponed", song_id=str(song.id))

    async def start_or_tell(self, song: Song) -> None:
        """Start it, unless its row is no request: that is told, and the upkeep ends it."""
        try:
            await self.start(song)
        except UnusableRecipe as error:
            log.error("song_unstartable", song_id=str(song.id), part=error.part)

    async def cancel(self, song: Song) -> None:
        """Ask a song's workflow to stop and give the credit back."""
        handle = self._client.get_workflow_handle(workflow_id(song.id))
        with asking_temporal():
            try:
                await handle.cancel(rpc_timeout=_PATIENCE)
            except RPCError as error:
                if error.status != RPCStatusCode.NOT_FOUND:
                    raise
                # Accepted but not started yet: only a workflow can settle it.
                await self._start(song)
                await handle.cancel(rpc_timeout=_PATIENCE)

    async def cancel_or_leave(self, song: Song) -> None:
        """Cancel it now, or leave it to the relay when Temporal is away."""
        try:
            await self.cancel(song)
        # What cannot be started cannot be cancelled either: the upkeep ends it.
        except (Unavailable, UnusableRecipe):
            log.warning("song_cancel_postponed", song_id=str(song.id))

    async def delete(self, song: Song) -> None:
        """Have all that a song is removed, once however often this is called."""
        with asking_temporal():
            await self._client.start_workflow(
                DELETE_SONG,
                DeleteSong(song_id=song.id, owner_id=song.owner_id),
                id=deletion_workflow_id(song.id),
                task_queue=task_queues.WORKFLOWS,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                search_attributes=song_workflows.attributes_of(song),
                static_summary=f"a song of {song.owner_id}",
                memo=song_workflows.memo_of(song),
                rpc_timeout=_PATIENCE,
            )
