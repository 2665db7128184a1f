"""What follows when a person asks to be forgotten: songs end, then everything of theirs goes."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from services.workflows.definitions import policies

with workflow.unsafe.imports_passed_through():
    from shared.contracts.accounts import ERASE_ACCOUNT, EraseAccount
    from shared.contracts.activities import AccountActivities, SongActivities
    from shared.contracts.songs import EndSong, workflow_id
    from shared.domain.songs import SongStatus

_FIRST_WAIT: Final = timedelta(seconds=1)
_LONGEST_WAIT: Final = timedelta(minutes=1)
_PATIENCE: Final = 2
"""Rounds in which songs may end by themselves; to end one twice is harmless."""


@workflow.defn(name=ERASE_ACCOUNT)
class EraseAccountWorkflow:
    @workflow.init
    def __init__(self, request: EraseAccount) -> None:
        self._request = request

    @workflow.run
    async def run(self, request: EraseAccount) -> None:
        await self._see_songs_end()
        while await self._delete_songs():
            pass
        if not await self._delete_account():
            # A song was asked for while the door was closing.
            workflow.continue_as_new(request)

    async def _see_songs_end(self) -> None:
        """Return once each hold is settled and no workflow stores anything any more."""
        wait, rounds = _FIRST_WAIT, 0
        while unfinished := await self._stop_songs():
            rounds += 1
            for song_id in unfinished:
                if not await self._cancel(song_id) or rounds > _PATIENCE:
                    await self._end(song_id)
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(self._request)
            await workflow.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)

    async def _stop_songs(self) -> list[UUID]:
        return await workflow.execute_activity_method(
            AccountActivities.stop_songs, self._request, **policies.DATABASE
        )

    async def _cancel(self, song_id: UUID) -> bool:
        """Tell a song's workflow to stop; False when it has never begun."""
        handle = workflow.get_external_workflow_handle(workflow_id(song_id))
        try:
            await handle.cancel()
        except ApplicationError:
            return False
        return True

    async def _end(self, song_id: UUID) -> None:
        """Give the credit back in place of a workflow that never began, or was terminated.

        Should it begin, or go on, after all: it finds the release, and undoes itself.
        """
        await workflow.execute_activity_method(
            SongActivities.end_song,
            EndSong(
                song_id=song_id,
                owner_id=self._request.user_id,
                status=SongStatus.CANCELLED,
            ),
            **policies.DATABASE,
        )

    async def _delete_songs(self) -> bool:
        return await workflow.execute_activity_method(
            AccountActivities.delete_songs, self._request, **policies.CLEANING
        )

    async def _delete_account(self) -> bool:
        return await workflow.execute_activity_method(
            AccountActivities.delete_account, self._request, **policies.DATABASE
        )
