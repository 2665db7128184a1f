"""What a song's row says at its end: once it can be heard, or never will be."""

from dataclasses import asdict
from datetime import datetime

from shared.contracts.songs import EndSong, PublishSong
from shared.domain.songs import SongStatus, advance
from shared.models.category import SongCategory
from shared.models.song import Song
from shared.models.song_object import COVER, SongObject


def publish(song: Song, request: PublishSong, *, at: datetime) -> None:
    """Write down what was really used, and what there is to hear and see."""
    _keep_words(song, request)
    _keep_sound(song, request)
    song.objects = _objects(request)
    song.stage = None
    song.finished_at = at


def close(song: Song, request: EndSong, *, at: datetime) -> None:
    """Write down that it ended; one whose end was asked for did not fail."""
    wanted = song.cancel_requested_at is None
    song.status = advance(
        song.status, request.status if wanted else SongStatus.CANCELLED
    )
    song.stage = None
    if song.status == SongStatus.FAILED:
        song.failure_code = request.failure_code
        song.failure_message = request.failure_message
    song.finished_at = at


def _keep_words(song: Song, request: PublishSong) -> None:
    sheet = request.sheet
    # Its owner may have given it another name while it was being made.
    song.title = song.recipe.get("renamed", sheet.title)
    song.prompt = sheet.prompt
    song.lyrics = sheet.lyrics
    song.category_links = [
        SongCategory(song_id=song.id, category=name, position=position)
        for position, name in enumerate(sheet.categories)
    ]


def _keep_sound(song: Song, request: PublishSong) -> None:
    audio = request.audio
    song.guidance_scale = audio.guidance_scale
    song.infer_step = audio.infer_step
    song.engine = audio.engine
    song.model_revision = audio.model_revision
    song.models = [asdict(model) for model in audio.models]
    song.peaks = list(audio.peaks)
    song.cover_colors = list(request.finished.cover.colors)


def _objects(request: PublishSong) -> list[SongObject]:
    finished = request.finished
    named = [(audio.key.rpartition(".")[2], audio) for audio in finished.audio]
    named.append((COVER, finished.cover.image))
    return [
        SongObject.of(name, stored, song_id=request.song_id) for name, stored in named
    ]
