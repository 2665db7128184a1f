"""What Temporal knows of a running song: which activity, and how far by its heartbeat."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from services.gateway.outages import Unavailable, asking_temporal
from shared.contracts.activities import InferenceActivities
from shared.contracts.progress import Progress
from shared.contracts.songs import workflow_id
from shared.domain.songs import SongStage

_PATIENCE = timedelta(seconds=3)

# The activity that a stage waits for; the cover is painted beside the music.
_ACTIVITY = {
    SongStage.WRITING: InferenceActivities.write_song.__name__,
    SongStage.COMPOSING: InferenceActivities.compose_audio.__name__,
    SongStage.FINISHING: InferenceActivities.finish_song.__name__,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """One look at a stage's activity."""

    waits_for_worker: bool = False
    progress: Progress | None = None
    running_seconds: float = 0.0

    @property
    def eta_seconds(self) -> int | None:
        """What is left at the pace so far; None until a third of the work shows a pace."""
        progress = self.progress
        if progress is None or progress.step * 3 < progress.steps:
            return None
        pace = self.running_seconds / progress.step
        return max(0, round(pace * (progress.steps - progress.step)))


async def sight(client: Client, song_id: UUID, stage: SongStage | None) -> Sighting:
    """Look once; a song that Temporal does not run shows nothing."""
    handle = client.get_workflow_handle(workflow_id(song_id))
    try:
        with asking_temporal():
            description = await handle.describe(rpc_timeout=_PATIENCE)
    except Unavailable:
        # The row's status is still the truth.
        return Sighting()
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
        return Sighting()
    wanted = _ACTIVITY.get(stage) if stage else None
    for activity in description.raw_description.pending_activities:
        if activity.activity_type.name == wanted:
            return await _seen(client, activity)
    return Sighting()


async def _seen(client: Client, activity: PendingActivityInfo) -> Sighting:
    if activity.state == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED:
        return Sighting(waits_for_worker=True)
    started = activity.last_started_time.ToDatetime(tzinfo=UTC)
    return Sighting(
        progress=await _heartbeat(client, activity),
        running_seconds=(datetime.now(UTC) - started).total_seconds(),
    )


async def _heartbeat(client: Client, activity: PendingActivityInfo) -> Progress | None:
    """What the activity last said of itself; None when it has said nothing yet."""
    payloads = activity.heartbeat_details.payloads
    if not payloads:
        return None
    progress: Progress
    [progress] = await client.data_converter.decode(payloads, [Progress])
    return progress
