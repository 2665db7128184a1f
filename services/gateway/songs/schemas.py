"""Songs over HTTP."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.songs import SongMode, SongStage, SongStatus

AudioFormat = Literal["mp3", "flac", "wav"]


class Owner(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str


class FailureRead(BaseModel):
    code: str
    message: str


class SongRead(BaseModel):
    """No field has a default, so generated clients see every one as present."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str
    mode: SongMode
    status: SongStatus
    stage: SongStage | None
    instrumental: bool
    prompt: str
    lyrics: str
    full_described_song: str
    described_lyrics: str
    categories: list[str]
    audio_duration: float
    seed: int
    guidance_scale: float | None
    infer_step: int | None
    engine: str | None
    model_revision: str | None
    take: int = Field(description="Its place among the takes of one request, from 1.")
    takes: int = Field(description="How many takes that request asked for.")
    mini_peaks: list[int] | None = Field(
        description="72 numbers from 0 to 100, the loudest sample of each slice, to draw "
        "a small waveform; null until there is music."
    )
    owner: Owner
    published: bool
    listen_count: int
    like_count: int
    liked: bool
    cover_url: str | None
    cover_colors: list[str] | None
    failure: FailureRead | None
    parent_song_id: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class SongCounts(BaseModel):
    """How many songs somebody has, by what has become of them."""

    all: int
    in_progress: int
    ready: int
    published: int
    failed: int
    cancelled: int


class SongsCreated(BaseModel):
    songs: list[SongRead]


class SongPage(BaseModel):
    items: list[SongRead]
    next_cursor: str | None


class AudioRead(BaseModel):
    """Where to hear a song; the address needs no cookie and takes Range requests."""

    url: str
    expires_at: datetime
    format: AudioFormat
    bytes: int


class AudioPending(BaseModel):
    """The WAV is being made; ask again after ``Retry-After`` seconds."""

    status: Literal["preparing"]


class Waveform(BaseModel):
    peaks: list[float] = Field(description="Loudest sample of each slice, 0 to 1.")
    duration: float = Field(description="Seconds.")
