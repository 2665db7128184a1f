"""A WAV of a ready song, made from its master when somebody first asks for it."""

from temporalio import workflow

from services.workflows.definitions import policies

with workflow.unsafe.imports_passed_through():
    from shared.contracts.activities import InferenceActivities, SongActivities
    from shared.contracts.songs import EXPORT_WAV, ExportWav, RecordExport


@workflow.defn(name=EXPORT_WAV)
class ExportWavWorkflow:
    @workflow.run
    async def run(self, request: ExportWav) -> None:
        wav = await workflow.execute_activity_method(
            InferenceActivities.export_wav, request, **policies.FINISHING
        )
        await workflow.execute_activity_method(
            SongActivities.record_export,
            RecordExport(song_id=request.song_id, wav=wav),
            **policies.DATABASE,
        )
