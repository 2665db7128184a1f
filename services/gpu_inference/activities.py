"""Inference activities: the engine's work, from a request to objects in storage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import soundfile
import structlog
from temporalio import activity
from typing_extensions import override

from services.gpu_inference import media_types
from services.gpu_inference.download_names import download_name
from services.gpu_inference.encoding_jobs import DecodeWav, EncodeMaster
from services.gpu_inference.finishing import Finishing
from services.gpu_inference.jobs import Compose, Paint, Processes, Write
from services.gpu_inference.pulse import Pulse
from shared.contracts import object_keys
from shared.contracts.activities import InferenceActivities
from shared.contracts.engine import EngineReport
from shared.contracts.songs import (
    ComposeAudio,
    ComposedAudio,
    ExportWav,
    FinishedSong,
    FinishSong,
    PaintCover,
    PaintedCover,
    StoredObject,
    WriteSong,
    WrittenSong,
)
from shared.kill_points import Edge, Point, reach_in_thread
from shared.storage import ObjectStorage

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class EngineActivities(InferenceActivities):
    """Each may run twice: keys come from the song, so the second run overwrites.

    None lets Temporal raise into its thread: that could strike between any two lines,
    clean-up among them. They ask ``Pulse`` instead, several times a second.
    """

    def __init__(
        self,
        engines: Processes,
        storage: ObjectStorage,
        *,
        encoders: Processes,
        report: EngineReport,
        scratch: Path,
    ) -> None:
        self._engines = engines
        self._encoders = encoders
        self._storage = storage
        self._report = report
        self._scratch = scratch

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def write_song(self, request: WriteSong) -> WrittenSong:
        with self._desk(request.song_id, done="song_written") as (_, pulse):
            reach_in_thread(Point.WORDS_WRITTEN, Edge.BEFORE, song_id=request.song_id)
            sheet = self._engines.run(Write(request=request), on_step=pulse.step)
            reach_in_thread(Point.WORDS_WRITTEN, Edge.AFTER, song_id=request.song_id)
        return sheet

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def compose_audio(self, request: ComposeAudio) -> ComposedAudio:
        with self._desk(request.song_id, done="audio_composed") as (folder, pulse):
            samples, path = folder / "samples.npy", folder / "master.flac"
            reach_in_thread(Point.MUSIC_START, Edge.BEFORE, song_id=request.song_id)
            music = self._engines.run(
                Compose(request=request, path=samples), on_step=pulse.step
            )
            self._encoders.run(
                EncodeMaster(samples=samples, path=path), on_step=pulse.hold
            )
            reach_in_thread(Point.MUSIC_END, Edge.BEFORE, song_id=request.song_id)
            stored = self._storage.put_file(
                object_keys.master(request.song_id),
                path,
                content_type=media_types.FLAC,
                download_name=_untagged_name(request.sheet, suffix=".flac"),
            )
            reach_in_thread(Point.MUSIC_END, Edge.AFTER, song_id=request.song_id)
        return ComposedAudio(
            master=stored,
            duration_seconds=music.duration_seconds,
            peaks=music.peaks,
            engine=self._report.engine,
            model_revision=self._sound_revision(),
            guidance_scale=music.guidance_scale,
            infer_step=music.infer_step,
            models=self._report.models,
        )

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def paint_cover(self, request: PaintCover) -> PaintedCover:
        with self._desk(request.song_id, done="cover_painted") as (folder, pulse):
            path = folder / "cover.png"
            job = Paint(request=request, path=path)
            reach_in_thread(Point.COVER, Edge.BEFORE, song_id=request.song_id)
            colors = self._engines.run(job, on_step=pulse.step)
            reach_in_thread(Point.COVER_STORED, Edge.BEFORE, song_id=request.song_id)
            image = self._storage.put_file(
                object_keys.cover(request.song_id),
                path,
                content_type=media_types.PNG,
                download_name=_untagged_name(request.sheet, suffix=".png"),
            )
            reach_in_thread(Point.COVER_STORED, Edge.AFTER, song_id=request.song_id)
        return PaintedCover(image=image, colors=colors)

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def finish_song(self, request: FinishSong) -> FinishedSong:
        with self._desk(request.song_id, done="song_finished") as (folder, pulse):
            return Finishing(
                request=request,
                storage=self._storage,
                encoders=self._encoders,
                folder=folder,
                on_step=pulse.step,
            ).finish()

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def export_wav(self, request: ExportWav) -> StoredObject:
        with self._desk(request.song_id, done="wav_exported") as (folder, pulse):
            master, wav = folder / "master.flac", folder / "song.wav"
            self._storage.get_file(object_keys.master(request.song_id), master)
            self._encoders.run(DecodeWav(master=master, path=wav), on_step=pulse.step)
            return self._storage.put_file(
                object_keys.wav(request.song_id),
                wav,
                content_type=media_types.WAV,
                download_name=_tagged_name(master, suffix=".wav"),
            )

    @override
    @activity.defn(no_thread_cancel_exception=True)
    def describe_engine(self) -> EngineReport:
        """Answers at once, however busy the processes are: it was asked at the start."""
        return self._report

    @contextmanager
    def _desk(self, song_id: UUID, *, done: str) -> Iterator[tuple[Path, Pulse]]:
        """A folder that is emptied in any case, a beating pulse, and a line when done."""
        began_at = time.monotonic()
        with TemporaryDirectory(dir=self._scratch) as folder, Pulse() as pulse:
            yield Path(folder), pulse
        seconds = round(time.monotonic() - began_at, 2)
        log.info(done, song_id=str(song_id), seconds=seconds)

    def _sound_revision(self) -> str:
        """Of all that the sound depends on: another soundfont plays another song."""
        return "+".join(
            model.revision
            for model in self._report.models
            if model.role in {"composer", "instruments"}
        )


def _untagged_name(sheet: WrittenSong, *, suffix: str) -> str:
    # Who sings is not known before the song is finished.
    return download_name(artist="", title=sheet.title, suffix=suffix)


def _tagged_name(master: Path, *, suffix: str) -> str:
    with soundfile.SoundFile(master) as file:
        return download_name(artist=file.artist, title=file.title, suffix=suffix)
