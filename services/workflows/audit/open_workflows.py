"""Which workflows of songs are open, and what they are about to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeGuard
from uuid import UUID

from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from services.workflows.audit.outages import asking_temporal
from shared.contracts.accounts import erasure_workflow_id
from shared.contracts.activities import SongActivities
from shared.contracts.songs import (
    GENERATE_SONG,
    deletion_workflow_id,
    export_workflow_id,
    workflow_id,
)

_PREFIX: Final = "generate-song-"
_MAKING: Final = f"WorkflowType = '{GENERATE_SONG}' AND ExecutionStatus = 'Running'"
_UNDOING: Final = frozenset(
    {SongActivities.end_song.__name__, SongActivities.delete_objects.__name__}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenWorkflow:
    since: datetime
    is_undoing: bool = False
    """Its song ends, or has ended: it closes once the bucket is clean."""


class OpenWorkflows:
    """Lists come from an index that lags behind; a description is of this moment."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def making(self) -> dict[str, OpenWorkflow]:
        """Workflows that make a song, by id, as the index has it."""
        with asking_temporal():
            return {
                found.id: OpenWorkflow(since=found.start_time)
                async for found in self._client.list_workflows(_MAKING, page_size=1000)
            }

    async def described(self, ids: Iterable[str]) -> dict[str, OpenWorkflow]:
        """Those of these that are open at this moment."""
        found = {}
        for each in ids:
            description = await self._description(each)
            if _is_open(description):
                found[each] = OpenWorkflow(
                    since=description.start_time, is_undoing=_is_undoing(description)
                )
        return found

    async def is_being_stored(self, song_id: UUID) -> bool:
        """Whether a workflow may still store something for the song, or removes it."""
        return await self._any_open(
            workflow_id(song_id),
            deletion_workflow_id(song_id),
            export_workflow_id(song_id),
        )

    async def is_being_removed(self, song_id: UUID, owner_id: UUID | None) -> bool:
        """Whether the song, or all that is its owner's, is on its way out."""
        erasure = [erasure_workflow_id(owner_id)] if owner_id else []
        return await self._any_open(deletion_workflow_id(song_id), *erasure)

    async def _any_open(self, *ids: str) -> bool:
        for each in ids:
            if _is_open(await self._description(each)):
                return True
        return False

    async def _description(self, each: str) -> WorkflowExecutionDescription | None:
        with asking_temporal():
            try:
                return await self._client.get_workflow_handle(each).describe()
            except RPCError as error:
                # Never begun, or forgotten since it ended.
                if error.status != RPCStatusCode.NOT_FOUND:
                    raise
        return None


def _is_open(
    description: WorkflowExecutionDescription | None,
) -> TypeGuard[WorkflowExecutionDescription]:
    return description is not None and description.close_time is None


def _is_undoing(description: WorkflowExecutionDescription) -> bool:
    pending = description.raw_description.pending_activities
    return any(activity.activity_type.name in _UNDOING for activity in pending)


def song_of(each: str) -> UUID | None:
    """Whose song a workflow of this id makes."""
    try:
        song_id = UUID(each.removeprefix(_PREFIX))
    except ValueError:
        return None
    return song_id if workflow_id(song_id) == each else None
