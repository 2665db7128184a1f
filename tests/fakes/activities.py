"""Stand-ins for the other side of a contract. They record; they do not mock."""

import asyncio
import time
from dataclasses import dataclass, field
from threading import Event

from temporalio import activity
from temporalio.exceptions import ApplicationError
from typing_extensions import override

from shared.contracts import object_keys
from shared.contracts.activities import InferenceActivities, SongActivities
from shared.contracts.engine import EngineReport, ModelReport
from shared.contracts.progress import Progress
from shared.contracts.songs import (
    ComposeAudio,
    ComposedAudio,
    DeleteObjects,
    DeleteSong,
    EndSong,
    EnterStage,
    ExportWav,
    FinishedSong,
    FinishSong,
    PaintCover,
    PaintedCover,
    PublishSong,
    RecordExport,
    ReserveCredits,
    StoredObject,
    WriteSong,
    WrittenSong,
)
from shared.domain.credits import require_funds


@dataclass
class FakeSongs(SongActivities):
    """Remembers what was asked, in order."""

    credits: int = 100
    calls: list[str] = field(default_factory=list)
    ended: EndSong | None = None
    published: PublishSong | None = None

    @override
    @activity.defn
    async def reserve_credits(self, request: ReserveCredits) -> None:
        self.calls.append("reserve")
        require_funds(available=self.credits, price=request.amount)

    @override
    @activity.defn
    async def enter_stage(self, request: EnterStage) -> None:
        self.calls.append(request.stage)

    @override
    @activity.defn
    async def publish_song(self, request: PublishSong) -> None:
        self.published = request
        self.calls.append("publish")

    @override
    @activity.defn
    async def end_song(self, request: EndSong) -> None:
        self.ended = request
        self.calls.append(request.status)

    @override
    @activity.defn
    async def delete_song(self, request: DeleteSong) -> None:
        self.calls.append("forget")

    @override
    @activity.defn
    async def delete_objects(self, request: DeleteObjects) -> None:
        self.calls.append("delete")

    @override
    @activity.defn
    async def record_export(self, request: RecordExport) -> None:
        self.calls.append("record")


@dataclass
class SlowSongs(FakeSongs):
    """Publishes only once a test lets it."""

    publishing: asyncio.Event = field(default_factory=asyncio.Event)
    may_publish: asyncio.Event = field(default_factory=asyncio.Event)

    @override
    @activity.defn
    async def publish_song(self, request: PublishSong) -> None:
        self.publishing.set()
        await self.may_publish.wait()
        self.calls.append("publish")


@dataclass
class SlowEnd(FakeSongs):
    """Ends a song only once a test lets it."""

    ending: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    @override
    @activity.defn
    async def end_song(self, request: EndSong) -> None:
        self.ending.set()
        await self.may_end.wait()
        self.calls.append(request.status)


@dataclass
class RefusedSongs(FakeSongs):
    """A database that will not have the song published."""

    refusal: str = "AlreadyReleased"

    @override
    @activity.defn
    async def publish_song(self, request: PublishSong) -> None:
        raise ApplicationError("refused", type=self.refusal)


class ErasedSongs(FakeSongs):
    """A database that has forgotten the song by the time its WAV is made."""

    @override
    @activity.defn
    async def record_export(self, request: RecordExport) -> None:
        raise ApplicationError("gone", type="NotFound", non_retryable=True)


@dataclass
class FakeInference(InferenceActivities):
    """Answers at once; each kind of work can be told to fail some times first."""

    failing: dict[str, int] = field(default_factory=dict)
    error_type: str = "Hiccup"
    for_good: bool = False
    calls: list[str] = field(default_factory=list)

    @override
    @activity.defn
    def write_song(self, request: WriteSong) -> WrittenSong:
        self._do("write")
        return a_sheet()

    @override
    @activity.defn
    def compose_audio(self, request: ComposeAudio) -> ComposedAudio:
        self._do("compose")
        return ComposedAudio(
            master=a_file(object_keys.master(request.song_id), "audio/flac"),
            duration_seconds=request.audio_duration,
            peaks=(0, 500, 1000),
            engine="fake",
            model_revision="1",
        )

    @override
    @activity.defn
    def paint_cover(self, request: PaintCover) -> PaintedCover:
        self._do("paint")
        return a_cover(request)

    @override
    @activity.defn
    def finish_song(self, request: FinishSong) -> FinishedSong:
        self._do("finish")
        return FinishedSong(
            audio=(
                a_file(object_keys.master(request.song_id), "audio/flac"),
                a_file(object_keys.mp3(request.song_id), "audio/mpeg"),
            ),
            cover=request.cover or a_cover(request, colors=("#777777", "#888888")),
        )

    @override
    @activity.defn
    def export_wav(self, request: ExportWav) -> StoredObject:
        return a_file(object_keys.wav(request.song_id), "audio/wav")

    @override
    @activity.defn
    def describe_engine(self) -> EngineReport:
        model = ModelReport(role="composer", name="fake", revision="1", license="MIT")
        return EngineReport(engine="fake", models=(model,))

    def _do(self, work: str) -> None:
        self.calls.append(work)
        if self.failing.get(work):
            self.failing[work] -= 1
            raise ApplicationError(
                "it did not work", type=self.error_type, non_retryable=self.for_good
            )


@dataclass
class StuckInference(FakeInference):
    """Stays in one kind of work until cancelled; a test waits for ``started``."""

    stuck_at: str = "compose"
    started: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)

    @override
    def _do(self, work: str) -> None:
        super()._do(work)
        if work != self.stuck_at:
            return
        try:
            while True:
                activity.heartbeat(Progress(step=30, steps=60))
                self.started.set()
                time.sleep(0.02)
        finally:
            self.released.set()


def a_sheet() -> WrittenSong:
    return WrittenSong(
        title="Night Train",
        prompt="lo-fi, warm",
        lyrics="[verse]\nThe last train leaves",
        categories=("Lo-fi", "Jazz"),
        bpm=80,
        key_scale="A minor",
        time_signature="4",
    )


def a_file(key: str, content_type: str) -> StoredObject:
    return StoredObject(
        key=key, content_type=content_type, size_bytes=4, sha256="0" * 64
    )


def a_cover(
    request: PaintCover | FinishSong,
    *,
    colors: tuple[str, str] = ("#102030", "#f0a040"),
) -> PaintedCover:
    image = a_file(object_keys.cover(request.song_id), "image/png")
    return PaintedCover(image=image, colors=colors)


@dataclass
class LateInference(FakeInference):
    """Does one kind of work to its end only when told, deaf to any cancellation."""

    late_at: str = "compose"
    started: Event = field(default_factory=Event)
    may_end: Event = field(default_factory=Event)

    @override
    def _do(self, work: str) -> None:
        super()._do(work)
        if work == self.late_at:
            self.started.set()
            self.may_end.wait()
