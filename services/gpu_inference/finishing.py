"""The last step of a song: from an untagged master to the files a listener gets."""

from dataclasses import dataclass
from pathlib import Path

from services.gpu_inference.cover_files import write_cover
from services.gpu_inference.download_names import download_name
from services.gpu_inference.encoding_jobs import EncodeMp3
from services.gpu_inference.engines.engine import COVER_PIXELS, OnStep
from services.gpu_inference.flac_tags import tag_flac
from services.gpu_inference.id3 import id3_tag
from services.gpu_inference.jobs import Processes
from services.gpu_inference.media_types import FLAC, MP3, PNG
from services.gpu_inference.plain_cover import plain_cover
from services.gpu_inference.song_tags import SongTags, tags_of
from shared.contracts import object_keys
from shared.contracts.songs import (
    FinishedSong,
    FinishSong,
    PaintedCover,
    StoredObject,
)
from shared.kill_points import Edge, Point, reach_in_thread
from shared.storage import ObjectStorage


@dataclass(frozen=True, kw_only=True, slots=True)
class Finishing:
    """One song's finishing, in a folder that is thrown away afterwards."""

    request: FinishSong
    storage: ObjectStorage
    encoders: Processes
    folder: Path
    on_step: OnStep

    def finish(self) -> FinishedSong:
        """Harmless when repeated: tags replace tags, and objects replace objects."""
        cover_path = self.folder / "cover.png"
        cover = self._cover(cover_path)
        tags = tags_of(
            self.request,
            cover_png=cover_path.read_bytes(),
            cover_pixels=COVER_PIXELS,
        )
        master = self.folder / "master.flac"
        self.storage.get_file(object_keys.master(self.request.song_id), master)
        audio = (self._flac(master, tags), self._mp3(master, tags))
        song_id = self.request.song_id
        reach_in_thread(Point.AUDIO_STORED, Edge.AFTER, song_id=song_id)
        return FinishedSong(audio=audio, cover=cover)

    def _cover(self, path: Path) -> PaintedCover:
        """The painted one, fetched; or a plain one in its place, drawn and stored."""
        painted = self.request.cover
        if painted is not None:
            self.storage.get_file(painted.image.key, path)
            return painted
        plain = plain_cover(self.request.sheet.title, seed=self.request.seed)
        write_cover(path, plain)
        image = self.storage.put_file(
            object_keys.cover(self.request.song_id),
            path,
            content_type=PNG,
            download_name=self._name(".png"),
        )
        return PaintedCover(image=image, colors=plain.colors)

    def _flac(self, master: Path, tags: SongTags) -> StoredObject:
        path = self.folder / "tagged.flac"
        tag_flac(master, path, tags)
        return self.storage.put_file(
            object_keys.master(self.request.song_id),
            path,
            content_type=FLAC,
            download_name=self._name(".flac"),
        )

    def _mp3(self, master: Path, tags: SongTags) -> StoredObject:
        path = self.folder / "song.mp3"
        job = EncodeMp3(master=master, path=path, tag=id3_tag(tags))
        self.encoders.run(job, on_step=self.on_step)
        song_id = self.request.song_id
        reach_in_thread(Point.AUDIO_STORED, Edge.BEFORE, song_id=song_id)
        return self.storage.put_file(
            object_keys.mp3(self.request.song_id),
            path,
            content_type=MP3,
            download_name=self._name(".mp3"),
        )

    def _name(self, suffix: str) -> str:
        return download_name(
            artist=self.request.artist, title=self.request.sheet.title, suffix=suffix
        )
