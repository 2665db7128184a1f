"""A WAV of a ready song, made from its master when somebody first asks for it."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from services.workflows.definitions import policies
from services.workflows.definitions.causes import was_refused_as

with workflow.unsafe.imports_passed_through():
    from shared.contracts.activities import InferenceActivities, SongActivities
    from shared.contracts.songs import (
        EXPORT_WAV,
        DeleteObjects,
        ExportWav,
        RecordExport,
    )
    from shared.errors import NotFound


@workflow.defn(name=EXPORT_WAV)
class ExportWavWorkflow:
    @workflow.run
    async def run(self, request: ExportWav) -> None:
        wav = await workflow.execute_activity_method(
            InferenceActivities.export_wav, request, **policies.FINISHING
        )
        try:
            await workflow.execute_activity_method(
                SongActivities.record_export,
                RecordExport(song_id=request.song_id, wav=wav),
                **policies.DATABASE,
            )
        except ActivityError as error:
            if was_refused_as(NotFound, error):
                await self._clear(request)
            raise

    async def _clear(self, request: ExportWav) -> None:
        """The song was erased meanwhile: nobody would ever find its WAV again."""
        await workflow.execute_activity_method(
            SongActivities.delete_objects,
            DeleteObjects(song_id=request.song_id),
            **policies.CLEANING,
        )
