"""What follows when a song is deleted: it ends, its row goes, and so does all it has stored."""

from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from services.workflows.definitions import policies

with workflow.unsafe.imports_passed_through():
    from shared.contracts.activities import SongActivities
    from shared.contracts.songs import (
        DELETE_SONG,
        DeleteObjects,
        DeleteSong,
        EndSong,
        workflow_id,
    )
    from shared.domain.songs import SongStatus


@workflow.defn(name=DELETE_SONG)
class DeleteSongWorkflow:
    @workflow.init
    def __init__(self, request: DeleteSong) -> None:
        self._request = request

    @workflow.run
    async def run(self, request: DeleteSong) -> None:
        await self._cancel()
        await self._end()
        await self._delete()
        await self._clear()
        # A worker that was cut off may store one thing more, and then nobody would know.
        await workflow.sleep(timedelta(seconds=request.last_look_after_seconds))
        await self._clear()

    async def _cancel(self) -> None:
        """Tell the song's own workflow to stop, if there is one: it undoes itself."""
        handle = workflow.get_external_workflow_handle(
            workflow_id(self._request.song_id)
        )
        try:
            await handle.cancel()
        except ApplicationError:
            workflow.logger.info("song_has_no_workflow")

    async def _end(self) -> None:
        """Give the credit back where no workflow will; one that is taken stays taken.

        It also fences: a song that begins, or goes on, after all finds the release.
        """
        await workflow.execute_activity_method(
            SongActivities.end_song,
            EndSong(
                song_id=self._request.song_id,
                owner_id=self._request.owner_id,
                status=SongStatus.CANCELLED,
            ),
            **policies.DATABASE,
        )

    async def _delete(self) -> None:
        await workflow.execute_activity_method(
            SongActivities.delete_song, self._request, **policies.DATABASE
        )

    async def _clear(self) -> None:
        await workflow.execute_activity_method(
            SongActivities.delete_objects,
            DeleteObjects(song_id=self._request.song_id),
            **policies.CLEANING,
        )
