"""What services say to each other about songs.

These shapes are stored in workflow histories. Add fields with defaults; never
rename, retype or remove one while a workflow that carries it can be running.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shared.contracts.engine import ModelReport
from shared.domain.songs import SongMode, SongStage, SongStatus

GENERATE_SONG: Final = "GenerateSongWorkflow"
EXPORT_WAV: Final = "ExportWavWorkflow"
DELETE_SONG: Final = "DeleteSongWorkflow"


@dataclass(frozen=True, kw_only=True, slots=True)
class SongRecipe:
    """What a person asked for. With its seed it makes the same song again."""

    mode: SongMode
    audio_duration: float
    """Seconds."""
    seed: int
    title: str = ""
    """Blank: the lyricist chooses one."""
    prompt: str = ""
    """Style tags, comma separated; modes ``lyrics`` and ``described_lyrics``."""
    lyrics: str = ""
    full_described_song: str = ""
    described_lyrics: str = ""
    instrumental: bool = False
    guidance_scale: float | None = None
    infer_step: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GenerateSong:
    """Input of ``GenerateSongWorkflow``."""

    song_id: UUID
    owner_id: UUID
    artist: str
    recipe: SongRecipe
    yield_seconds: float = 0
    """How long it lets single songs begin first; 0 for one that is single itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedSong:
    """Result of ``GenerateSongWorkflow``."""

    song_id: UUID
    status: SongStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class ReserveCredits:
    song_id: UUID
    owner_id: UUID
    amount: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EnterStage:
    song_id: UUID
    stage: SongStage


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteSong:
    """Words in. Everything the recipe leaves open is for the lyricist to choose."""

    song_id: UUID
    recipe: SongRecipe


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenSong:
    """The sheet that the composer and the painter work from."""

    title: str
    """1 to 120 characters; at most 60 when a model wrote it."""
    prompt: str
    """Style tags, comma separated; at most 500 characters."""
    lyrics: str
    """Sections marked ``[verse]``, ``[chorus]``, …; blank when instrumental."""
    categories: tuple[str, ...]
    bpm: int
    key_scale: str
    """Such as ``A minor``."""
    time_signature: str
    """Beats in a bar: ``4``, ``3`` or ``6``."""
    language: str = "en"
    """Of the lyrics, by its ISO 639-1 code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ComposeAudio:
    song_id: UUID
    sheet: WrittenSong
    audio_duration: float
    """Seconds."""
    seed: int
    instrumental: bool = False
    guidance_scale: float | None = None
    infer_step: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredObject:
    """A pointer to bytes in object storage: bytes never enter a history."""

    key: str
    content_type: str
    size_bytes: int
    sha256: str
    """Of the whole object, in hex."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ComposedAudio:
    """The master, untagged as yet, and what the composer used to make it."""

    master: StoredObject
    duration_seconds: float
    peaks: tuple[int, ...]
    """Loudest sample of each slice of the song, in thousandths of full scale."""
    engine: str
    model_revision: str
    guidance_scale: float | None = None
    infer_step: int | None = None
    models: tuple[ModelReport, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PaintCover:
    song_id: UUID
    sheet: WrittenSong
    seed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PaintedCover:
    image: StoredObject
    colors: tuple[str, str]
    """The two leading colours, as ``#rrggbb``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishSong:
    """Encode, tag and store what a listener gets."""

    song_id: UUID
    sheet: WrittenSong
    artist: str
    seed: int
    audio: ComposedAudio
    cover: PaintedCover | None
    """None: painting failed; a plain cover is made instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishedSong:
    audio: tuple[StoredObject, ...]
    cover: PaintedCover


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishSong:
    """The pivot: the song becomes ready and its credit is captured, in one transaction."""

    song_id: UUID
    owner_id: UUID
    sheet: WrittenSong
    audio: ComposedAudio
    finished: FinishedSong


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSong:
    """Close a song that will not be heard: give its credit back and say why."""

    song_id: UUID
    owner_id: UUID
    status: SongStatus
    failure_code: str = ""
    failure_message: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteObjects:
    song_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteSong:
    """Input of ``DeleteSongWorkflow``: a song that its owner wants no more."""

    song_id: UUID
    owner_id: UUID
    last_look_after_seconds: float = 900
    """Longer than any activity runs that could still store something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportWav:
    """Input of ``ExportWavWorkflow``: decode a ready song's master."""

    song_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordExport:
    song_id: UUID
    wav: StoredObject


def workflow_id(song_id: UUID) -> str:
    """One song, one workflow: starting it twice finds the first."""
    return f"generate-song-{song_id}"


def export_workflow_id(song_id: UUID) -> str:
    return f"export-wav-{song_id}"


def deletion_workflow_id(song_id: UUID) -> str:
    return f"delete-song-{song_id}"
