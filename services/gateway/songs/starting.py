"""Starting, cancelling and exporting: what the gateway asks of Temporal about songs."""

from datetime import timedelta
from uuid import UUID

import structlog
from pydantic import TypeAdapter
from temporalio.client import Client
from temporalio.common import (
    Priority,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from services.gateway.outages import Unavailable, asking_temporal
from shared.contracts import search_attributes, task_queues
from shared.contracts.songs import (
    EXPORT_WAV,
    GENERATE_SONG,
    ExportWav,
    GenerateSong,
    SongRecipe,
    export_workflow_id,
    workflow_id,
)
from shared.models.song import Song

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_PATIENCE = timedelta(seconds=5)
_RECIPE = TypeAdapter(SongRecipe)


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
        try:
            await self._client.start_workflow(
                GENERATE_SONG,
                GenerateSong(
                    song_id=song.id,
                    owner_id=song.owner_id,
                    artist=song.owner.name,
                    recipe=_RECIPE.validate_python(song.recipe),
                ),
                id=workflow_id(song.id),
                task_queue=task_queues.WORKFLOWS,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                search_attributes=_attributes(song),
                static_summary=f"{song.mode} · {song.audio_duration:g} s",
                # Fairness between people on the GPU queue; activities inherit it.
                priority=Priority(fairness_key=str(song.owner_id)),
                rpc_timeout=_PATIENCE,
            )
        except WorkflowAlreadyStartedError:
            log.info("song_workflow_closed_already", song_id=str(song.id))

    async def start_or_leave(self, song: Song) -> None:
        """Start it now, or leave it to the relay when Temporal is away."""
        try:
            await self.start(song)
        except Unavailable:
            log.warning("song_start_postponed", song_id=str(song.id))

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
        except Unavailable:
            log.warning("song_cancel_postponed", song_id=str(song.id))

    async def export_wav(self, song_id: UUID) -> None:
        with asking_temporal():
            await self._client.start_workflow(
                EXPORT_WAV,
                ExportWav(song_id=song_id),
                id=export_workflow_id(song_id),
                task_queue=task_queues.WORKFLOWS,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                rpc_timeout=_PATIENCE,
            )


def _attributes(song: Song) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(search_attributes.SONG_ID, str(song.id)),
            SearchAttributePair(search_attributes.USER_ID, str(song.owner_id)),
            SearchAttributePair(search_attributes.SONG_STAGE, song.status),
        ]
    )
