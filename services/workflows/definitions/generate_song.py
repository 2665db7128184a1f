"""From a request to a song: reserve a credit, write, compose, paint, publish; or undo it."""

import asyncio

from temporalio import workflow
from temporalio.exceptions import (
    ActivityError,
    FailureError,
    is_cancelled_exception,
)

from services.workflows.definitions import policies
from services.workflows.definitions.causes import failure_from, was_refused_as
from services.workflows.definitions.saga import (
    past_the_pivot,
    side_by_side,
    stop_if_cancelled,
    unless_cancelled,
)
from services.workflows.definitions.telling import tell, tell_undone
from services.workflows.definitions.turns import begin_in_turn

with workflow.unsafe.imports_passed_through():
    from shared.contracts import search_attributes
    from shared.contracts.activities import InferenceActivities, SongActivities
    from shared.contracts.songs import (
        GENERATE_SONG,
        ComposeAudio,
        ComposedAudio,
        DeleteObjects,
        EndSong,
        EnterStage,
        FinishedSong,
        FinishSong,
        GeneratedSong,
        GenerateSong,
        PaintCover,
        PaintedCover,
        PublishSong,
        ReserveCredits,
        WriteSong,
        WrittenSong,
    )
    from shared.domain.credits import price_of
    from shared.domain.songs import CancelRequested, SongStage, SongStatus


@workflow.defn(name=GENERATE_SONG)
class GenerateSongWorkflow:
    @workflow.init
    def __init__(self, request: GenerateSong) -> None:
        self._request = request
        self._song_id = request.song_id
        self._owner_id = request.owner_id
        self._recipe = request.recipe

    @workflow.run
    async def run(self, request: GenerateSong) -> GeneratedSong:
        try:
            await self._reserve()
            sheet = await unless_cancelled(self._write())
            audio, cover = await self._compose_and_paint(sheet)
            finished = await unless_cancelled(self._finish(sheet, audio, cover))
            await past_the_pivot(self._publish(sheet, audio, finished))
        # Anything else is a bug: it must fail the task and wait for a fix, not refund.
        except (FailureError, asyncio.CancelledError) as error:
            await past_the_pivot(self._undo(error))
            stop_if_cancelled()
            raise
        tell(SongStatus.READY)
        return GeneratedSong(song_id=request.song_id, status=SongStatus.READY)

    async def _reserve(self) -> None:
        await workflow.execute_activity_method(
            SongActivities.reserve_credits,
            ReserveCredits(
                song_id=self._song_id,
                owner_id=self._owner_id,
                amount=price_of(1),
            ),
            summary=f"{price_of(1)} for this song",
            **policies.DATABASE,
        )

    async def _write(self) -> WrittenSong:
        await self._enter(SongStage.WRITING)
        return await begin_in_turn(
            self._write_as, policies.WRITING, yield_seconds=self._request.yield_seconds
        )

    async def _write_as(self, options: policies.ActivityOptions) -> WrittenSong:
        return await workflow.execute_activity_method(
            InferenceActivities.write_song,
            WriteSong(song_id=self._song_id, recipe=self._recipe),
            summary=f"from {self._recipe.mode}",
            **policies.for_owner(options, self._owner_id),
        )

    async def _compose_and_paint(
        self, sheet: WrittenSong
    ) -> tuple[ComposedAudio, PaintedCover | None]:
        await self._enter(SongStage.COMPOSING)
        return await side_by_side(
            unless_cancelled(self._compose(sheet)), unless_cancelled(self._paint(sheet))
        )

    async def _compose(self, sheet: WrittenSong) -> ComposedAudio:
        recipe = self._recipe
        return await workflow.execute_activity_method(
            InferenceActivities.compose_audio,
            ComposeAudio(
                song_id=self._song_id,
                sheet=sheet,
                audio_duration=recipe.audio_duration,
                seed=recipe.seed,
                instrumental=recipe.instrumental,
                guidance_scale=recipe.guidance_scale,
                infer_step=recipe.infer_step,
            ),
            summary=f"{recipe.audio_duration:g} s, seed {recipe.seed}",
            **policies.for_owner(policies.COMPOSING, self._owner_id),
        )

    async def _paint(self, sheet: WrittenSong) -> PaintedCover | None:
        """The cover, or None: a picture that fails never fails a song."""
        try:
            return await workflow.execute_activity_method(
                InferenceActivities.paint_cover,
                PaintCover(song_id=self._song_id, sheet=sheet, seed=self._recipe.seed),
                **policies.for_owner(policies.PAINTING, self._owner_id),
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            workflow.logger.warning("cover_failed", exc_info=error)
            return None

    async def _finish(
        self, sheet: WrittenSong, audio: ComposedAudio, cover: PaintedCover | None
    ) -> FinishedSong:
        await self._enter(SongStage.FINISHING)
        return await workflow.execute_activity_method(
            InferenceActivities.finish_song,
            FinishSong(
                song_id=self._song_id,
                sheet=sheet,
                artist=self._request.artist,
                seed=self._recipe.seed,
                audio=audio,
                cover=cover,
            ),
            **policies.for_owner(policies.FINISHING, self._owner_id),
        )

    async def _publish(
        self, sheet: WrittenSong, audio: ComposedAudio, finished: FinishedSong
    ) -> None:
        workflow.upsert_search_attributes(
            [search_attributes.ENGINE.value_set(audio.engine)]
        )
        await workflow.execute_activity_method(
            SongActivities.publish_song,
            PublishSong(
                song_id=self._song_id,
                owner_id=self._owner_id,
                sheet=sheet,
                audio=audio,
                finished=finished,
            ),
            **policies.DATABASE,
        )

    async def _undo(self, error: BaseException) -> None:
        """Give the credit back, then clear the bucket: safe whatever was reached.

        Ending writes the release even when nothing was reserved, so that a reserve
        which arrives late finds it and does nothing.
        """
        cancelled = _was_cancelled(error)
        status = SongStatus.CANCELLED if cancelled else SongStatus.FAILED
        failure = None if cancelled else failure_from(error)
        tell(status, failure=failure)
        await workflow.execute_activity_method(
            SongActivities.end_song,
            EndSong(
                song_id=self._song_id,
                owner_id=self._owner_id,
                status=status,
                failure_code=failure.code if failure else "",
                failure_message=failure.message if failure else "",
            ),
            summary=failure.code if failure else str(status),
            **policies.DATABASE,
        )
        await workflow.execute_activity_method(
            SongActivities.delete_objects,
            DeleteObjects(song_id=self._song_id),
            **policies.CLEANING,
        )
        tell_undone(status, failure=failure)

    async def _enter(self, stage: SongStage) -> None:
        tell(stage)
        await workflow.execute_activity_method(
            SongActivities.enter_stage,
            EnterStage(song_id=self._song_id, stage=stage),
            summary=str(stage),
            **policies.DATABASE,
        )


def _was_cancelled(error: BaseException) -> bool:
    """By the workflow's cancellation, or by a request that the song's row remembers."""
    return workflow.cancellation_reason() is not None or was_refused_as(
        CancelRequested, error
    )
